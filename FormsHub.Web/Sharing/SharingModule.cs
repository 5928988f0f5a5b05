using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Web.Access;
using FormsHub.Web.Editor;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Sharing;

/// <summary>How a form reaches people: its public link, its QR code, and personal links.</summary>
public static class SharingModule
{
    public static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/forms/{id:int}").RequireAuthorization(Policies.Administrator).WithTags("Personal links");
        api.MapPost("invitations", InvitationsEndpoint.CreateAsync);
        api.MapGet("invitations", InvitationsEndpoint.ListAsync);
        api.MapGet("invitations.csv", InvitationsEndpoint.ExportAsync);
        api.MapDelete("invitations/{invitationId:long}", InvitationsEndpoint.RevokeAsync);
        api.MapPost("invitations/{invitationId:long}/hand-on", InvitationsEndpoint.HandOnAsync);

        var pages = routes.MapGroup("/forms/{id:int}/share").RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
        pages.MapGet("qr.svg", (int id, FormCatalog catalog, Addresses addresses, CancellationToken cancelled) =>
            QrAsync(id, "svg", "image/svg+xml", link => Encoding.UTF8.GetBytes(QrCode.Svg(link, link)), catalog, addresses, cancelled));
        pages.MapGet("qr.png", (int id, FormCatalog catalog, Addresses addresses, CancellationToken cancelled) =>
            QrAsync(id, "png", "image/png", QrCode.Png, catalog, addresses, cancelled));
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> QrAsync(
        int id, string ending, string mediaType, Func<string, byte[]> make, FormCatalog catalog, Addresses addresses, CancellationToken cancellationToken) =>
        await catalog.GetAsync(id, cancellationToken) is { } form
            ? TypedResults.File(make($"{addresses.Public}/f/{form.LinkToken}"), mediaType, $"{form.Slug}-qr.{ending}")
            : FormsEndpoint.NoSuchForm(id);
}
