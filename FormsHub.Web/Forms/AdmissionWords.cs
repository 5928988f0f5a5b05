using System.Globalization;
using FormsHub.Jobs.Forms;

namespace FormsHub.Web.Forms;

/// <summary>Why somebody is not let in, in words for people; times in the form's own zone.</summary>
internal static class AdmissionWords
{
    public static string Explain(this Admission admission, Form form) => admission switch
    {
        Admission.Open => "The form is open.",
        Admission.Closed => "The form is closed.",
        Admission.NotYetOpen => $"The form opens on {Moment(form, form.OpensAt)}.",
        Admission.Ended => $"The form closed on {Moment(form, form.ClosesAt)}.",
        Admission.Full => "The form has received as many submissions as it takes.",
        Admission.NoPublicLink => "The form has no public link at the moment.",
        Admission.PasswordNeeded => "The form asks for a password.",
        Admission.Answered => "The form was submitted already.",
        Admission.Revoked => "The link was withdrawn.",
        Admission.NotYourTurn => "Somebody else fills in the form first.",
        Admission.BeingPrepared => "The document is being prepared.",
        _ => throw new ArgumentOutOfRangeException(nameof(admission)),
    };

    /// <summary>The author's own words for it; null where there are none.</summary>
    public static string? OfAuthor(this Admission admission, Form form) => admission switch
    {
        Admission.NotYetOpen => form.NotYetOpenMessage,
        Admission.Closed or Admission.Ended => form.ClosedMessage,
        Admission.Full => form.FullMessage,
        _ => null,
    };

    /// <summary><c>18 November 2026, 15:30 (Europe/Berlin)</c>.</summary>
    public static string Moment(Form form, DateTimeOffset? at) =>
        at is { } moment
            ? $"{ZonedTime.In(ZonedTime.ZoneOf(form), moment).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({form.TimeZone})"
            : "no day";
}
