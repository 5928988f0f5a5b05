using System.Net;
using FormsHub.Jobs;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FormsHub.Tests.Access;

public class SignInAttemptsTests
{
    [Fact]
    public void Ten_attempts_are_looked_at_and_then_an_address_must_wait()
    {
        using var attempts = new SignInAttempts(Options.Create(new AccessOptions()));

        var taken = Enumerable.Range(0, 12).Count(_ => attempts.TryTake(From("192.0.2.1")));

        Assert.InRange(taken, 10, 11);
    }

    [Fact]
    public void One_address_does_not_slow_another_down()
    {
        using var attempts = new SignInAttempts(Options.Create(new AccessOptions()));
        Exhaust(attempts, "192.0.2.1");

        Assert.True(attempts.TryTake(From("192.0.2.2")));
    }

    [Fact]
    public void The_addresses_of_one_IPv6_network_count_as_one()
    {
        using var attempts = new SignInAttempts(Options.Create(new AccessOptions()));
        Exhaust(attempts, "2001:db8:1:2::1");

        Assert.False(attempts.TryTake(From("2001:db8:1:2:aaaa::7")));
        Assert.True(attempts.TryTake(From("2001:db8:1:3::1")));
    }

    private static void Exhaust(SignInAttempts attempts, string address)
    {
        while (attempts.TryTake(From(address)))
        {
        }
    }

    private static DefaultHttpContext From(string address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return context;
    }
}
