using System.Net;
using AngleSharp.Html.Parser;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

/// <summary>A respondent's browser: keeps cookies, follows nothing by itself.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public Visitor(FormsHubApplication application) => Client = new HttpClient(_handler) { BaseAddress = application.Address };

    public HttpClient Client { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>Where an address leads.</summary>
    public async Task<string> FollowAsync(string address)
    {
        using var answer = await Client.GetAsync(address);
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Redirect, $"{address} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>The status and the words of a page.</summary>
    public async Task<(HttpStatusCode Status, string Text)> ReadAsync(string address)
    {
        using var answer = await Client.GetAsync(address);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, string.Join(' ', page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>Sends the password that the public link asks for.</summary>
    public async Task<HttpStatusCode> SendPasswordAsync(string link, string password)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("password", password)]);
        using var answer = await Client.PostAsync(link, content);
        return answer.StatusCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}
