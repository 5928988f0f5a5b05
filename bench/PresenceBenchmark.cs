using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Bench;

/// <summary>Callbacks of status 1: somebody opened a document.</summary>
internal sealed class PresenceBenchmark : CallbackLoad
{
    public override string Name => "presence";

    protected override string Promise =>
        "Callbacks of status 1, 64 senders, a new TCP connection a callback; FormsHub, its PostgreSQL and the senders share the machine. Expected: 2,000 a second.";

    protected override (Func<CallbackBody> Make, Action Accepted) Prepare(DocumentServerDouble documentServer, string key, int sender)
    {
        var user = $"u-{sender}";
        return (() => CallbackBody.Editing(key, [user], CallbackAction.Joined(user)), () => { });
    }
}
