using FormsHub.Jobs.Forms.Definition;
using static FormsHub.Jobs.Forms.Samples.FieldDrafts;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>The forms that FormsHub can make by itself: one to try everything with, one without fields and one to fill by the thousand.</summary>
public static class SampleForm
{
    /// <summary>An event registration with a field of every kind.</summary>
    public static FormDraft EventRegistration { get; } = new()
    {
        Title = "Event registration",
        Introduction = "Open day of the city library, Saturday 12 September 2026. Fill in the fields and press Complete & Submit; fields with a star are required.",
        Roles = [Anyone],
        Fields =
        [
            Text("full_name", "Full name") with { Required = true, Placeholder = "First and last name", HelpText = "As it should stand on your badge", MaxCharacters = 80 },
            Text("organisation", "Organisation") with { Placeholder = "Company, school or club" },
            Text("email", "E-mail") with { Required = true, Placeholder = "name@example.org", TextFormat = new("regExp", @"^\S+@\S+\.\S+$", null), HelpText = "We send the confirmation here" },
            Field("phone", FieldType.Complex, "Telephone") with { HelpText = "With the country's number" },
            Text("postal_code", "Postal code") with { Placeholder = "12345", TextFormat = new("mask", "99999", null), MaxCharacters = 5 },
            Text("guests", "Number of guests") with { Placeholder = "0", TextFormat = new("digit", null, null), MaxCharacters = 2 },
            Field("arrival", FieldType.DateTime, "Date of arrival") with { Required = true, Placeholder = "dd.mm.yyyy", DateFormat = "dd.mm.yyyy", Language = "en-GB" },
            List("track", FieldType.DropDownList, "Track", ("Reading and writing", "reading"), ("Local history", "history"), ("Digital library", "digital")) with { Required = true, Placeholder = "Choose a track" },
            List("country", FieldType.ComboBox, "Country", ("Austria", "AT"), ("France", "FR"), ("Germany", "DE"), ("Japan", "JP"), ("Serbia", "RS"), ("Spain", "ES")) with { Placeholder = "Choose or type", HelpText = "Yours may not be in the list: type it" },
            Radio("meal", "Choose your meal", ("Vegetarian", "vegetarian"), ("With meat", "meat"), ("Nothing, thank you", "none")) with { Required = true },
            Text("remarks", "Remarks") with { MultiLine = true, Fixed = true, Placeholder = "Allergies, access needs, anything we should know", MaxCharacters = 1000 },
            Field("photo", FieldType.Picture, "Photo for the badge") with { Placeholder = "Click to choose a picture" },
            Field("signature", FieldType.Signature, "Signature") with { Required = true, Signature = true, Placeholder = "Sign here" },
            Box("newsletter", "Send me the newsletter twice a year"),
            Box("terms", "I agree that my details are kept for this event") with { Required = true },
        ],
    };

    /// <summary>A form whose author has not put a field into it yet.</summary>
    public static FormDraft Blank { get; } = new() { Title = "Blank form", Fields = [] };

    /// <summary>Five each of text, number, date, check box and drop-down list: the size that every list and export is measured with.</summary>
    public static FormDraft TwentyFiveFields { get; } = new()
    {
        Title = "Site visit",
        Introduction = "Twenty-five fields of five kinds, as a visit report may have them.",
        Roles = [Anyone],
        Fields =
        [
            .. Five(number => Text($"text_{number}", Pick(number, "Site", "Street", "Contact person", "Weather", "Summary"))).Select((field, i) => field with { Required = i == 0 }),
            .. Five(number => Text($"number_{number}", Pick(number, "Visitors", "Staff", "Rooms", "Defects found", "Minutes on site")) with { TextFormat = new("digit", null, null), MaxCharacters = 9 }),
            .. Five(number => Field($"date_{number}", FieldType.DateTime, Pick(number, "Visited on", "Last visit", "Next visit", "Report due", "Contract ends")) with { DateFormat = "yyyy-mm-dd", Language = "en-GB", Placeholder = "yyyy-mm-dd" }),
            .. Five(number => Box($"check_{number}", Pick(number, "Fire exits are clear", "First aid kit is complete", "Plans are on display", "Keys were handed over", "A follow-up is needed"))),
            .. Five(number => List($"choice_{number}", FieldType.DropDownList, Pick(number, "Condition of the roof", "Condition of the floors", "Condition of the windows", "Condition of the heating", "Overall impression"), ("Good", "good"), ("Fair", "fair"), ("Poor", "poor"), ("Not seen", "unseen"))),
        ],
    };

    private static IEnumerable<FieldDefinition> Five(Func<int, FieldDefinition> make) => Enumerable.Range(1, 5).Select(make);

    private static string Pick(int number, params string[] labels) => labels[number - 1];
}
