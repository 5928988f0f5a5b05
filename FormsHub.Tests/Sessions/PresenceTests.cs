using FormsHub.Jobs.Sessions;

namespace FormsHub.Tests.Sessions;

public class PresenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Somebody_was_inside_from_joining_to_leaving() =>
        Assert.Equal(12, Minutes(("a", 0, 1), ("a", 12, 0)));

    [Fact]
    public void Two_tabs_of_one_person_are_one_stay_that_ends_with_the_second() =>
        Assert.Equal(20, Minutes(("a", 0, 1), ("a", 3, 1), ("a", 9, 1), ("a", 20, 0)));

    [Fact]
    public void Leaving_and_coming_back_within_the_save_delay_is_no_break() =>
        Assert.Equal(30, Minutes(("a", 0, 1), ("a", 10, 1), ("a", 30, 0)));

    [Fact]
    public void A_4_that_is_followed_by_1_and_2_under_the_same_key_ends_the_first_of_two_stays()
    {
        var stays = Presence.StaysOf(Events(("a", 0, 1), ("a", 5, 0), ("a", 60, 1), ("a", 67, 0)), Start.AddDays(1));

        Assert.Equal([5, 7], stays.Select(stay => stay.Length.TotalMinutes));
        Assert.All(stays, stay => Assert.False(stay.IsOpen));
    }

    [Fact]
    public void What_was_overtaken_counts_where_it_was_signed()
    {
        // The leave of minute 5 arrives first, the joining of minute 0 last.
        PresenceEvent[] arrived = [new(1, "a", Start.AddMinutes(5), 0), new(2, "a", Start.AddMinutes(10), 1), new(3, "a", Start.AddMinutes(18), 0), new(4, "a", Start, 1)];

        Assert.Equal(13, Presence.Total(Presence.StaysOf(arrived, Start.AddDays(1))).TotalMinutes);
    }

    [Fact]
    public void Of_two_said_in_the_same_second_the_one_that_came_later_is_believed() =>
        Assert.Equal(TimeSpan.Zero, Presence.Total(Presence.StaysOf([new(2, "a", Start, 0), new(1, "a", Start, 1)], Start.AddHours(1))));

    [Fact]
    public void Whoever_is_inside_is_inside_until_now()
    {
        var stay = Assert.Single(Presence.StaysOf(Events(("a", 0, 1)), Start.AddMinutes(25)));

        Assert.Equal((25, true), (stay.Length.TotalMinutes, stay.IsOpen));
    }

    [Fact]
    public void A_Document_Server_that_died_keeps_nobody_inside_for_ever()
    {
        var stay = Assert.Single(Presence.StaysOf(Events(("a", 0, 1), ("a", 40, 1)), Start.AddDays(3)));

        Assert.Equal((40, false), (stay.Length.TotalMinutes, stay.IsOpen));
    }

    [Fact]
    public void After_days_of_silence_a_new_visit_is_a_new_stay() =>
        Assert.Equal([40, 9], Presence.StaysOf(Events(("a", 0, 1), ("a", 40, 1), ("a", 4000, 1), ("a", 4009, 0)), Start.AddDays(9)).Select(stay => stay.Length.TotalMinutes));

    [Fact]
    public void Two_keys_of_one_session_at_once_count_once() =>
        Assert.Equal(30, Minutes(("a", 0, 1), ("b", 10, 1), ("a", 20, 0), ("b", 30, 0)));

    [Fact]
    public void Leaving_without_having_come_is_nothing() =>
        Assert.Empty(Presence.StaysOf(Events(("a", 0, 0), ("a", 1, 0)), Start.AddDays(1)));

    private static double Minutes(params (string Key, int Minute, int People)[] said) =>
        Presence.Total(Presence.StaysOf(Events(said), Start.AddDays(1))).TotalMinutes;

    private static IEnumerable<PresenceEvent> Events(params (string Key, int Minute, int People)[] said) =>
        said.Select((one, index) => new PresenceEvent(index, one.Key, Start.AddMinutes(one.Minute), one.People));
}
