using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Tests.Callbacks;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Design;

/// <summary>Versions made by chance: fields come, go, come back and are renamed, while sessions of all versions submit.</summary>
public class RenamePropertyTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    private static readonly string[] Keys = ["a", "b", "c", "d", "e"];
    private static readonly FieldType[] Types = [FieldType.Text, FieldType.ComboBox];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task No_value_ever_stands_under_another_fields_header(int seed)
    {
        var random = new Random(seed);
        var story = new Story(random);
        story.Begin();
        var form = await DesignForm.PublishAsync(hub, story.Definitions());
        await story.SettleAsync(hub, form.Id);
        var sessions = new List<(string DocumentKey, Dictionary<(string Key, FieldType Type), Identity> Version)> { (await form.OpenSessionAsync(), story.Version) };
        var expected = new List<Dictionary<int, string>>();
        for (var step = 0; step < 6; step++)
        {
            var renames = story.Next();
            await form.PublishVersionAsync(renames.Count == 0 ? null : JsonSerializer.Serialize(renames), story.Definitions());
            await story.SettleAsync(hub, form.Id);
            sessions.Add((await form.OpenSessionAsync(), story.Version));
            if (random.Next(2) == 0)
            {
                await SubmitAsync(form, sessions, random, expected);
            }
        }

        while (sessions.Count > 0)
        {
            await SubmitAsync(form, sessions, random, expected);
        }

        await CompareAsync(form, expected);
    }

    /// <summary>One of the open sessions submits, whatever was published since, with entries that its version does not have among them.</summary>
    private static async Task SubmitAsync(
        DesignForm form, List<(string DocumentKey, Dictionary<(string Key, FieldType Type), Identity> Version)> sessions, Random random, List<Dictionary<int, string>> expected)
    {
        var (documentKey, version) = sessions[random.Next(sessions.Count)];
        sessions.RemoveAll(session => session.DocumentKey == documentKey);
        var entries = version.Select(field => (field.Key.Key, field.Key.Type.Name, Value: $"value {expected.Count} of {field.Value.FieldId}")).ToList();
        var foreign = Keys.SelectMany(key => Types.Select(type => (Key: key, Type: type))).Where(pair => !version.ContainsKey(pair)).OrderBy(_ => random.Next()).First();
        entries.Insert(random.Next(entries.Count + 1), (foreign.Key, foreign.Type.Name, "foreign"));
        await form.SubmitAsync(documentKey, [.. entries]);
        expected.Add(version.ToDictionary(field => field.Value.FieldId, field => entries.Single(entry => entry.Key == field.Key.Key && entry.Name == field.Key.Type.Name).Value));
    }

    private async Task CompareAsync(DesignForm form, List<Dictionary<int, string>> expected)
    {
        var names = (await hub.Services.GetRequiredService<FormCatalog>().FieldsAsync(form.Id, default)).ToDictionary(field => field.Id, field => field.Name);
        var items = (await form.ListAsync()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(expected.Count, items.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var values = items[i].GetProperty("values");
            foreach (var (fieldId, value) in expected[i])
            {
                Assert.Equal(value, values.GetProperty(names[fieldId]).GetString());
            }

            // Beside its own, a row holds nothing but the foreign entry, and that under no header of a field it was not sent to.
            var others = values.EnumerateObject().Where(value => value.Value.ValueKind == JsonValueKind.String && !expected[i].ContainsValue(value.Value.GetString()!));
            Assert.All(others, other => Assert.Contains("foreign", other.Value.GetString(), StringComparison.Ordinal));
        }
    }

    /// <summary>What a field is to its author, whatever it is called.</summary>
    private sealed class Identity
    {
        public required string Key { get; set; }
        public required FieldType Type { get; init; }
        public int FieldId { get; set; }
    }

    /// <summary>The author's view: which identity has which key in the version that is published next.</summary>
    private sealed class Story(Random random)
    {
        private readonly List<Identity> _all = [];

        public Dictionary<(string Key, FieldType Type), Identity> Version { get; private set; } = [];

        public void Begin()
        {
            foreach (var key in Keys.OrderBy(_ => random.Next()).Take(3))
            {
                Add(key, Types[random.Next(Types.Length)]);
            }
        }

        /// <summary>Changes some fields. A removed field and a new one of its type are confirmed as one, sometimes.</summary>
        public List<object> Next()
        {
            var before = Version;
            Version = new(before);
            var renames = new List<object>();
            foreach (var old in before.Keys.Where(_ => random.Next(3) == 0).ToList())
            {
                Version.Remove(old);
                var identity = before[old];
                var free = Keys.Where(key => !before.ContainsKey((key, old.Type)) && !Version.ContainsKey((key, old.Type))).ToList();
                if (random.Next(3) == 0 || free.Count == 0)
                {
                    continue;
                }

                var key = free[random.Next(free.Count)];
                if (random.Next(2) == 0 && !_all.Exists(other => other != identity && other.Key == key && other.Type == old.Type))
                {
                    renames.Add(new { from = old.Key, to = key, type = old.Type.Name });
                    identity.Key = key;
                    Version.Add((key, old.Type), identity);
                }
                else
                {
                    Add(key, old.Type);
                }
            }

            return renames;
        }

        public FieldDefinition[] Definitions() =>
            [.. Version.Keys.OrderBy(field => (field.Key, field.Type.Name)).Select(field => DesignForm.Field(field.Key, field.Type))];

        /// <summary>Learns which rows the fields have. The same identity always has the same row, and two never share one.</summary>
        public async Task SettleAsync(CallbackFixture hub, int formId)
        {
            var catalog = hub.Services.GetRequiredService<FormCatalog>();
            var form = await catalog.GetAsync(formId, default);
            foreach (var field in (await catalog.FieldsOfVersionAsync(form!.VersionId, default)).Where(field => field.Definition is not null))
            {
                var identity = Version[(field.Definition!.Key, field.Definition.Type)];
                Assert.True(identity.FieldId == 0 || identity.FieldId == field.Id, $"{field.Definition.Key} moved from column {identity.FieldId} to {field.Id}.");
                identity.FieldId = field.Id;
            }

            Assert.Distinct(_all.Where(identity => identity.FieldId > 0).Select(identity => identity.FieldId));
        }

        // A key that some field of the form has today is that field, come back; a former key means nobody.
        private void Add(string key, FieldType type)
        {
            var identity = _all.Find(known => known.Key == key && known.Type == type);
            if (identity is null)
            {
                _all.Add(identity = new Identity { Key = key, Type = type });
            }

            Version[(key, type)] = identity;
        }
    }
}
