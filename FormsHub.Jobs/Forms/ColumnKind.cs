namespace FormsHub.Jobs.Forms;

/// <summary>What a field's column in the form's typed table holds. Stored by its lower-case name in form_fields.column_kind.</summary>
public enum ColumnKind
{
    /// <summary>Text as displayed (PostgreSQL text).</summary>
    Text,

    /// <summary>A number without loss (numeric).</summary>
    Number,

    /// <summary>Yes or no (boolean); an untouched check box is false.</summary>
    Boolean,

    /// <summary>A day without time (date).</summary>
    Date,

    /// <summary>The form's own wall clock, no zone (timestamp).</summary>
    Timestamp,

    /// <summary>The displayed label of the chosen option (text).</summary>
    Choice,

    /// <summary>The sha256 of a picture or signature in the blob store (bytea, 32 bytes).</summary>
    Blob,
}
