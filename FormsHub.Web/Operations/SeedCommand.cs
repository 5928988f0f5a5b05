using System.Globalization;
using FormsHub.Jobs.Operations;
using Npgsql;

namespace FormsHub.Web.Operations;

/// <summary><c>./formshub seed &lt;submissions&gt;</c>: a form of 25 fields with that many submissions. The last line it prints is the form's id.</summary>
internal static class SeedCommand
{
    public const string Name = "seed";
    private const int MostSubmissions = 100_000_000;

    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        if (arguments is not [var text, ..]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > MostSubmissions)
        {
            await Console.Error.WriteLineAsync("How many submissions? For example: ./formshub seed 10000");
            return 2;
        }

        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        try
        {
            var seed = ActivatorUtilities.CreateInstance<SubmissionSeed>(services);
            var formId = await seed.RunAsync(count, done => Console.WriteLine($"{done:N0} of {count:N0}"), cancellation.Token);
            Console.WriteLine(formId.ToString(CultureInfo.InvariantCulture));
            return 0;
        }
        catch (NpgsqlException exception) when (exception.InnerException is System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync("There is no FormsHub to fill: its database does not answer. Start it first with ./formshub start");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
