using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Intake;

/// <summary>Everything that a form's list holds, to be compared with what was sent.</summary>
internal sealed class CrashSearch
{
    private const int RequestsAtOnce = 4;

    private readonly HttpClient _api;
    private readonly ILookup<string, JsonElement> _items;

    private CrashSearch(HttpClient api, IEnumerable<JsonElement> items)
    {
        _api = api;
        _items = items.ToLookup(item => item.GetProperty("values").EnumerateObject().First().Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>Reads the whole list through the API.</summary>
    public static async Task<CrashSearch> FindAsync(HttpClient api, int form)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await api.GetFromJsonAsync<JsonElement>(
                $"/api/forms/{form}/submissions?limit=1000" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return new CrashSearch(api, items);
    }

    public bool Has(SentSubmission sent) => _items.Contains(sent.Name);

    /// <param name="certain">Must be there once.</param>
    /// <param name="possible">May be there once.</param>
    /// <returns>A sentence for everything that is not as it must be.</returns>
    public async Task<IEnumerable<string>> ProblemsAsync(IEnumerable<SentSubmission> certain, IReadOnlyCollection<SentSubmission> possible)
    {
        var problems = new ConcurrentQueue<string>(NumberingProblems());
        var sent = certain.ToList();
        foreach (var lost in sent.Where(one => !Has(one)))
        {
            problems.Enqueue($"'{lost.Name}' was accepted and is not there.");
        }

        sent.AddRange(possible);
        foreach (var stranger in _items.Select(items => items.Key).Except(sent.Select(one => one.Name)))
        {
            problems.Enqueue($"'{stranger}' was never sent.");
        }

        await Parallel.ForEachAsync(sent.Where(Has), new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce }, async (one, _) =>
        {
            foreach (var problem in await ProblemsOfAsync(one, [.. _items[one.Name]]))
            {
                problems.Enqueue(problem);
            }
        });
        return problems;
    }

    // Numbers are given in the transaction that keeps the submission, so a crash leaves no gap.
    private IEnumerable<string> NumberingProblems()
    {
        var numbers = _items.SelectMany(items => items).Select(item => item.GetProperty("number").GetInt32()).Order().ToList();
        return numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)) ? [] : [$"The numbers are not 1 to {numbers.Count}: {string.Join(' ', numbers)}."];
    }

    private async Task<IReadOnlyList<string>> ProblemsOfAsync(SentSubmission sent, JsonElement[] items)
    {
        if (items.Length > 1)
        {
            return [$"'{sent.Name}' is there {items.Length} times."];
        }

        var problems = new List<string>();
        if (items[0].GetProperty("state").GetString() is var state and not "normalized")
        {
            problems.Add($"'{sent.Name}' is {state}.");
        }

        var values = items[0].GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => JsonSerializer.Serialize(value.Value), StringComparer.Ordinal);
        problems.AddRange(sent.Values
            .Where(value => values.GetValueOrDefault(value.Key) != value.Value)
            .Select(value => $"'{sent.Name}' has {value.Key} {values.GetValueOrDefault(value.Key)} instead of {value.Value}."));

        var id = items[0].GetProperty("id").GetInt64();
        foreach (var (file, bytes) in new[] { ("document", sent.Document), ("form-data", sent.FormData) })
        {
            using var response = await _api.GetAsync($"/api/submissions/{id}/{file}");
            if (!response.IsSuccessStatusCode || !(await response.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(bytes))
            {
                problems.Add($"'{sent.Name}' has another {file} than was sent ({(int)response.StatusCode}).");
            }
        }

        return problems;
    }
}
