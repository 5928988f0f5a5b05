using Microsoft.AspNetCore.WebUtilities;

namespace FormsHub.Web.Submissions;

/// <summary>The parameters of an address, one by one and as they are written: ASP.NET's own collection takes <c>f.Name</c> and <c>f.name</c> for the same.</summary>
internal static class QueryPairs
{
    /// <returns>Decoded, in their order.</returns>
    public static IEnumerable<KeyValuePair<string, string>> Of(HttpRequest request)
    {
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            yield return KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        }
    }
}
