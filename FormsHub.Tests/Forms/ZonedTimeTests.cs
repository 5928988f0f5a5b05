using System.Globalization;
using FormsHub.Jobs.Forms;

namespace FormsHub.Tests.Forms;

public class ZonedTimeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-07-01T12:00", "2026-07-01T10:00Z", ClockChange.None)]
    [InlineData("Europe/Berlin", "2026-01-01T12:00", "2026-01-01T11:00Z", ClockChange.None)]
    // Clocks go from 02:00 to 03:00.
    [InlineData("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59Z", ClockChange.None)]
    [InlineData("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00Z", ClockChange.Skipped)]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z", ClockChange.Skipped)]
    [InlineData("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00Z", ClockChange.None)]
    // Clocks go from 03:00 to 02:00; of two the first is meant.
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z", ClockChange.Repeated)]
    [InlineData("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00Z", ClockChange.None)]
    [InlineData("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30Z", ClockChange.Skipped)]
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z", ClockChange.Repeated)]
    // Half an hour, and the southern summer.
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45Z", ClockChange.Skipped)]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", ClockChange.Repeated)]
    [InlineData("Asia/Kathmandu", "2026-01-01T00:00", "2025-12-31T18:15Z", ClockChange.None)]
    [InlineData("UTC", "2026-03-29T02:30", "2026-03-29T02:30Z", ClockChange.None)]
    public void A_local_time_is_the_instant_that_clocks_of_the_zone_call_so(string zoneName, string local, string utc, ClockChange change)
    {
        Assert.True(ZonedTime.TryFind(zoneName, out var zone));

        var (at, found) = ZonedTime.Of(DateTime.Parse(local, CultureInfo.InvariantCulture), zone);

        Assert.Equal((DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), change), (at, found));
    }

    [Fact]
    public void Every_instant_of_a_year_comes_back_from_its_local_time_except_the_second_of_two()
    {
        foreach (var name in new[] { "Europe/Dublin", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe" })
        {
            Assert.True(ZonedTime.TryFind(name, out var zone));
            for (var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero); at.Year == 2026; at = at.AddMinutes(30))
            {
                var (back, change) = ZonedTime.Of(ZonedTime.In(zone, at).DateTime, zone);
                Assert.True(back == at || (change == ClockChange.Repeated && back < at), $"{name} {at:O} came back as {back:O}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Berlin")]
    [InlineData("Europe/Atlantis")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("/Europe/Berlin")]
    public void What_is_no_name_of_a_zone_is_not_looked_for(string name) => Assert.False(ZonedTime.TryFind(name, out _));

    [Fact]
    public void The_list_begins_with_UTC_and_has_the_zones_of_the_world()
    {
        Assert.Equal("UTC", ZonedTime.Names[0]);
        Assert.True(ZonedTime.Names.Count > 300, $"{ZonedTime.Names.Count} zones");
        Assert.Contains("Europe/Berlin", ZonedTime.Names);
        Assert.All(ZonedTime.Names, name => Assert.True(ZonedTime.TryFind(name, out _), name));
    }
}
