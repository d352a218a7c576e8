namespace Freehold.Tests.Profile;

public class Keeping_an_account_as_bytes
{
    private static readonly DateTimeOffset Now = new(2040, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    private const string Session = "Qm9va3Nob3Bfb2ZfQW5uYQ";

    [Fact]
    public void Gives_back_all_that_the_account_holds()
    {
        var account = new Account
        {
            Id = new CustomerId(8_372_918_273_645),
            Standing = Standing.DisabledWaiting,
            Registered = true,
            Epoch = 300,
            CreatedAt = Now.AddYears(-80),
            ChangedAt = Now,
            Email = "Zoë@example.com",
            EmailVerified = true,
            VerifiedEmail = "zoe@example.com",
            OwnCode = "",
            CustomId = "7",
            Uuid = "0d5e8e7b-1f8c-4a53-9d0f-3f1b0e1c2d3e",
            Phone = "+48 555 000 111",
            PhoneDigits = "48555000111",
            PhoneProved = true,
            Agreements = (Agreements)0x1FF,
            Attributes = $$"""{"a":"{{new string('ż', 100)}}"}""",
            Tags = """["vip"]""",
            FrozenUntil = Now.AddDays(3),
        };
        foreach (var field in Enum.GetValues<ProfileField>()) account[field] = new string((char)('a' + field), (int)field);

        var read = AccountImage.Read(AccountImage.Of(account, Session)!, Session)!;

        foreach (var property in typeof(Account).GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            Assert.Equal(property.GetValue(account), property.GetValue(read));
        foreach (var field in Enum.GetValues<ProfileField>()) Assert.Equal(account[field], read[field]);
    }

    [Fact]
    public void Gives_back_an_empty_account()
    {
        var read = AccountImage.Read(AccountImage.Of(new Account(), Session)!, Session)!;

        Assert.Equal(default, read.Id);
        Assert.Null(read.Email);
        Assert.Null(read.FrozenUntil);
        Assert.All(Enum.GetValues<ProfileField>(), field => Assert.Null(read[field]));
    }

    [Theory]
    [InlineData(1500, true)]
    [InlineData(3000, false)]
    public void Keeps_no_account_that_holds_much(int characters, bool kept) =>
        Assert.Equal(kept, AccountImage.Of(new Account { Attributes = new string('x', characters) }, Session) is not null);

    [Fact]
    public void Tells_its_sessions_apart()
    {
        var image = AccountImage.Of(AskedBy(1), "phone")!;
        image = AccountImage.With(image, AskedBy(2), "browser")!;

        foreach (var (session, hours) in new[] { ("phone", 1), ("browser", 2) })
        {
            var account = AccountImage.Read(image, session)!;
            Assert.Equal("Anna", account[ProfileField.FirstName]);
            Assert.Equal((Now.AddHours(hours), Now.AddHours(2 * hours), Now.AddHours(3 * hours)), (account.ProvedAt, account.SeenAt, account.SessionExpiresAt));
        }

        foreach (var session in new[] { "", "phon", "phonebrowser", "Browser", "bröwser" }) Assert.Null(AccountImage.Read(image, session));
    }

    [Fact]
    public void Keeps_a_session_once() => Assert.Equal(AccountImage.Of(AskedBy(1), "phone"), AccountImage.With(AccountImage.Of(AskedBy(1), "phone")!, AskedBy(1), "phone"));

    [Fact]
    public void Keeps_no_more_sessions_than_there_is_room_for()
    {
        var image = AccountImage.Of(AskedBy(1), "0");
        for (var number = 1; number < 1000 && image is not null; number++) image = AccountImage.With(image, AskedBy(1), $"{number}");

        Assert.Null(image);
    }

    [Fact]
    public void Gives_back_groups()
    {
        Membership[] groups = [new(8_372_918_273_645, "7", 0, "vip", "Gości"), new(1, "", 300, null, null)];

        Assert.Equal(groups, AccountImage.ReadGroups(AccountImage.Of(groups)!));
        Assert.Empty(AccountImage.ReadGroups(AccountImage.Of([])!));
        Assert.Null(AccountImage.Of([new Membership(1, new string('x', 3000), 0, null, null)]));
    }

    private static Account AskedBy(int hours)
    {
        var account = new Account { [ProfileField.FirstName] = "Anna" };
        account.AskedBy(Now.AddHours(hours), Now.AddHours(2 * hours), Now.AddHours(3 * hours));
        return account;
    }
}
