using FormsHub.Jobs.Forms.Definition;
using static FormsHub.Jobs.Forms.Samples.FieldDrafts;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>A finished form that an author can start from.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Sentence">What it shows.</param>
/// <param name="Draft">The form itself.</param>
public sealed record StarterForm(string Name, string Sentence, FormDraft Draft)
{
    private static readonly FormDraft Feedback = new()
    {
        Title = "Feedback",
        Introduction = "Two minutes help us to do better next time. Your answers are read by the organisers only; a name is not asked for.",
        Roles = [Anyone],
        Fields =
        [
            Radio("overall", "How was it all in all?", ("Very good", "5"), ("Good", "4"), ("Fair", "3"), ("Poor", "2"), ("Very poor", "1")) with { Required = true },
            Radio("again", "Would you come again?", ("Yes, gladly", "yes"), ("Perhaps", "perhaps"), ("No", "no")) with { Required = true },
            Day("visited", "When were you here?") with { Required = true },
            List("heard", FieldType.ComboBox, "How did you hear of us?", ("From friends", "friends"), ("Newspaper", "newspaper"), ("Social media", "social"), ("I was passing by", "chance")) with { Placeholder = "Choose or type" },
            Box("liked_talks", "I liked the talks"),
            Box("liked_workshops", "I liked the workshops"),
            Box("liked_room", "I liked the rooms"),
            Box("liked_food", "I liked the food"),
            Lines("best", "What was best?") with { Placeholder = "A talk, a person, an idea" },
            Lines("better", "What should be better?") with { Placeholder = "Be frank: it helps" },
            Text("email", "E-mail, if we may write back") with { Placeholder = "name@example.org", TextFormat = new("regExp", @"^\S+@\S+\.\S+$", null), MaxCharacters = 120 },
        ],
    };

    private static readonly FormDraft Order = new()
    {
        Title = "Order",
        Introduction = "For schools and offices. We confirm every order within two working days; prices are those of the current list.",
        Roles = [Anyone],
        Fields =
        [
            Text("company", "School or office") with { Required = true, Placeholder = "Name as on the invoice", MaxCharacters = 120 },
            Text("contact", "Contact person") with { Required = true, Placeholder = "First and last name", MaxCharacters = 80 },
            Number("customer_number", "Customer number", 8) with { Comb = true, HelpText = "On your last invoice; leave it empty if this is your first order" },
            Text("postal_code", "Postal code") with { Required = true, Placeholder = "12345", TextFormat = new("mask", "99999", null), MaxCharacters = 5 },
            Day("ordered_on", "Date of the order") with { Required = true },
            Day("needed_by", "Needed by"),
            List("item_1", FieldType.DropDownList, "First article", Articles) with { Required = true, Placeholder = "Choose an article" },
            Number("quantity_1", "Quantity of the first article", 4) with { Required = true, Placeholder = "0" },
            List("item_2", FieldType.DropDownList, "Second article", Articles) with { Placeholder = "Choose an article" },
            Number("quantity_2", "Quantity of the second article", 4) with { Placeholder = "0" },
            List("item_3", FieldType.DropDownList, "Third article", Articles) with { Placeholder = "Choose an article" },
            Number("quantity_3", "Quantity of the third article", 4) with { Placeholder = "0" },
            Radio("payment", "How do you pay?", ("Invoice, 30 days", "invoice"), ("Direct debit", "debit")) with { Required = true },
            Radio("delivery", "How do you get it?", ("Delivered", "delivered"), ("Collected by us", "collected")) with { Required = true },
            Lines("remarks", "Remarks") with { Placeholder = "Delivery hours, floor, who is to be called" },
            Box("terms", "We accept the terms of delivery") with { Required = true },
        ],
    };

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<StarterForm> All { get; } =
    [
        new("event", "A field of every kind, signature included", SampleForm.EventRegistration),
        new("feedback", "Choices and free words", Feedback),
        new("order", "Numbers, dates and lists", Order),
    ];

    /// <summary>What the file is called.</summary>
    public string FileName => $"{Draft.Title.ToLowerInvariant().Replace(' ', '-')}.pdf";

    private static (string Label, string Value)[] Articles =>
    [
        ("Copy paper A4, 500 sheets", "paper-a4"), ("Envelopes C5, 100 pieces", "envelopes-c5"), ("Pencils HB, 12 pieces", "pencils-hb"),
        ("Folders, 20 pieces", "folders"), ("Chalk, white, 12 pieces", "chalk"),
    ];

    /// <returns>Null for a name that no starter has.</returns>
    public static StarterForm? Find(string? name) => All.FirstOrDefault(starter => starter.Name == name);
}
