using System.Net;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Access;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Support;

/// <summary>A person with a cookie jar: opens pages and sends forms the way a browser does, antiforgery fields included.</summary>
public sealed class SignedInPerson : IDisposable
{
    public const string Name = "Ana Costa";
    public const string Password = "correct horse battery";

    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    /// <summary>Not signed in yet.</summary>
    public SignedInPerson(FormsHubApplication application) =>
        Client = new HttpClient(_handler) { BaseAddress = application.Address };

    public HttpClient Client { get; }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Client.BaseAddress!);

    /// <summary>Somebody who came in with a one-time code.</summary>
    public static async Task<SignedInPerson> ArriveAsync(FormsHubApplication application, string name = Name, string password = Password)
    {
        var person = new SignedInPerson(application);
        var code = await application.Services.GetRequiredService<Accounts>().IssueCodeAsync(CancellationToken.None);
        using var answer = await person.SendAsync("/sign-in?code=", "/sign-in?handler=Code", ("Code", code.Text), ("Name", name), ("Password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }

    /// <summary>Opens the page and sends its form with these values.</summary>
    /// <param name="page">Where the form is.</param>
    /// <param name="action">Where it is sent to.</param>
    /// <param name="fields">Its visible fields.</param>
    public async Task<HttpResponseMessage> SendAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var shown = await new HtmlParser().ParseDocumentAsync(await Client.GetStringAsync(page));
        var token = shown.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = content };
        request.Headers.Add("Origin", Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await Client.SendAsync(request);
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}
