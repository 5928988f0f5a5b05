using System.Security.Cryptography;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Submissions;

public class VerificationCodeTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private static readonly byte[] Key = SHA256.HashData("a key"u8);

    [Fact]
    public void A_code_leads_back_to_its_submission() =>
        Prop.ForAll(Gen.Choose(1, int.MaxValue).Select(id => (long)id * 500).ToArbitrary(), id => Assert.Equal(id, VerificationCode.Read(VerificationCode.Of(id, Key), Key))).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData((1L << 40) - 1)]
    public void It_is_read_as_people_type_it(long id)
    {
        var code = VerificationCode.Of(id, Key);
        var plain = code.Replace("-", "", StringComparison.Ordinal);

        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$", code);
        foreach (var typed in new[] { plain, code.ToLowerInvariant(), $"  {code}\r\n", string.Join(' ', plain.Chunk(4).Select(four => new string(four))), code.Replace('-', '–'), code.Replace('0', 'o').Replace('1', 'l'), code.Replace('0', 'O').Replace('1', 'I'), "\u200e" + code })
        {
            Assert.Equal(id, VerificationCode.Read(typed, Key));
        }
    }

    [Fact]
    public void A_code_with_one_wrong_character_is_none()
    {
        var code = VerificationCode.Of(7, Key).Replace("-", "", StringComparison.Ordinal);
        foreach (var (index, character) in code.Index())
        {
            foreach (var other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(other => other != character))
            {
                Assert.Null(VerificationCode.Read(code[..index] + other + code[(index + 1)..], Key));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000-00000-00000-00000")]
    [InlineData("ABCDE-FGHJK-MNPQR-STVW")]
    [InlineData("ABCDE-FGHJK-MNPQR-STVWXY")]
    [InlineData("UUUUU-UUUUU-UUUUU-UUUUU")]
    [InlineData("💣💣💣💣💣💣💣💣💣💣")]
    public void What_is_no_code_leads_nowhere(string text)
    {
        Assert.Null(VerificationCode.Read(text, Key));
        Assert.Null(VerificationCode.Read(new string('0', 100_000), Key));
    }

    [Fact]
    public void Codes_of_another_installation_lead_nowhere() => Assert.Null(VerificationCode.Read(VerificationCode.Of(7, SHA256.HashData("another key"u8)), Key));

    [Fact]
    public void Codes_tell_nothing_of_each_other()
    {
        // Not even a group is alike but by chance (there are 33 million): whoever holds two codes knows neither order nor number.
        var codes = Enumerable.Range(1, 2_000).Select(id => VerificationCode.Of(id, Key)).ToList();

        Assert.InRange(codes.SelectMany(code => code.Split('-').Select((group, place) => (place, group))).Distinct().Count(), 7_990, 8_000);
        Assert.Throws<ArgumentOutOfRangeException>(() => VerificationCode.Of(0, Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerificationCode.Of(1L << 40, Key));
    }

    [Fact]
    public async Task All_nodes_and_all_starts_make_the_same_codes()
    {
        var code = await app.Services.GetRequiredService<VerificationCodes>().OfAsync(12, default);
        var another = new VerificationCodes(new Jobs.Storage.Secrets(app.Database.DataSource));

        Assert.Equal(12, await another.ReadAsync(code, default));
    }
}
