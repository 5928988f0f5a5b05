using FormsHub.Jobs.Sharing;

namespace FormsHub.Jobs.Forms;

/// <summary>Whether somebody at the door is let in, and if not, why.</summary>
public enum Admission
{
    Open,

    /// <summary>The form's author closed it.</summary>
    Closed,

    /// <summary>Its opening time is still to come.</summary>
    NotYetOpen,

    /// <summary>Its closing time has passed.</summary>
    Ended,

    /// <summary>It has as many submissions as its author wanted.</summary>
    Full,

    /// <summary>Its public link is turned off: only personal links let people in.</summary>
    NoPublicLink,

    /// <summary>The public link asks for a password that was not given yet.</summary>
    PasswordNeeded,

    /// <summary>The answer is there, and there is one a person: its confirmation is shown and nothing else.</summary>
    Answered,

    /// <summary>The personal link was withdrawn.</summary>
    Revoked,

    /// <summary>An earlier role of the case has not submitted yet.</summary>
    NotYourTurn,

    /// <summary>The earlier role has submitted, and its document is still on its way from the document editing service.</summary>
    BeingPrepared,
}

/// <summary>The one place that says who is let in: the rules of the form, and of the way somebody comes, in the order in which they are told.</summary>
public static class AdmissionRules
{
    /// <summary>Somebody who comes by the public link.</summary>
    /// <param name="form">The form.</param>
    /// <param name="remembered">The session of this browser; null for none.</param>
    /// <param name="knowsPassword">The browser was let in with the present password.</param>
    /// <param name="now">The moment.</param>
    public static Admission ForPublicLink(Form form, FillSession? remembered, bool knowsPassword, DateTimeOffset now) =>
        !form.PublicLink ? Admission.NoPublicLink
        : form.OnePerPerson && remembered is { IsAnswered: true } ? Admission.Answered
        : form.AdmissionAt(now) is var admission and not Admission.Open ? admission
        : form.PasswordHash is not null && !knowsPassword ? Admission.PasswordNeeded
        : Admission.Open;

    /// <summary>Somebody who comes by a personal link; whose turn it is in a case is asked besides.</summary>
    public static Admission ForPersonalLink(Form form, Invitation invitation, DateTimeOffset now) =>
        invitation.RevokedAt is not null ? Admission.Revoked
        : invitation.IsAnswered && (invitation.SingleUse || form.OnePerPerson) ? Admission.Answered
        : form.AdmissionAt(now);

    /// <summary>Somebody who comes to a session that exists. Sessions made by programs are bound by the form's own rules only.</summary>
    public static Admission ForSession(Form form, FillSession session, bool knowsPassword, DateTimeOffset now) =>
        session.RevokedAt is not null ? Admission.Revoked
        : session.IsAnswered ? Admission.Answered
        : session.Entrance == SessionEntrance.Public ? ForPublicLink(form, null, knowsPassword, now)
        : form.AdmissionAt(now);

    /// <summary>Whether whoever has submitted this session may go on with another.</summary>
    public static bool MayAnswerAgain(Form form, FillSession session, DateTimeOffset now) =>
        !form.OnePerPerson
        && form.AdmissionAt(now) == Admission.Open
        && session.Entrance switch
        {
            SessionEntrance.Public => form.PublicLink,
            SessionEntrance.Personal => session is { SingleUse: false, RevokedAt: null },
            _ => false,
        };
}
