using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Profile;

/// <summary>T75: two nodes of a cluster whose clocks are two minutes apart, each of them once the one ahead.</summary>
public sealed class Clocks_that_differ
{
    private const string Email = "anna@example.com";

    private static readonly Phone Phone = Freehold.Phone.Parse("+48555019999", "phone", null).Value;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-120)]
    [InlineData(120)]
    public async Task leave_tokens_sessions_codes_and_links_of_one_node_good_on_the_other(int seconds)
    {
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        await using var one = await Scene.StartWithSendersAsync(database);
        await using var other = await StartBesideAsync(one, database, seconds);
        var anna = await one.RegisterAsync(Email);
        var token = (await one.Get<SignIns>().WithPasswordAsync(Email, Scene.Password, Scene.Origin, Ct)).Value;
        Assert.Null((await one.Get<PhoneChanges>().RequestAsync(anna, Phone, Ct)).Failure);
        var code = (await one.MessageAsync(Phone.Text, MessageTemplate.PhoneCode))!["code"];
        var link = await one.LinkAsync(Email, MessageTemplate.VerifyEmail);

        Assert.Equal(token.Says, await other.Get<AccessTokens>().VerifyAsync(token.Text));
        Assert.NotNull(await other.ReadAsync(anna));
        Assert.Null((await other.Get<PhoneChanges>().ConfirmAsync(anna, Phone, code, null, Ct)).Failure);
        Assert.False((await other.Get<MailedLinks>().LookAsync(link, anna, Ct))!.IsExpired);

        Assert.Null((await other.Get<Sessions>().EndAsync(anna, anna.Session, Ct)).Failure);
        Assert.Equal(FailureCode.NotSignedIn, (await one.Get<PhoneChanges>().RequestAsync(anna, Phone, Ct)).Failure?.Code);
    }

    [Theory]
    [InlineData(-120)]
    [InlineData(120)]
    public async Task lose_no_update_and_keep_them_in_their_order(int seconds)
    {
        const int rounds = 3;
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        await using var one = await Scene.StartWithSendersAsync(database);
        await using var other = await StartBesideAsync(one, database, seconds);
        var anna = await one.RegisterAsync(Email);
        var numbers = new List<long>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var node in (Scene[])[other, one])
            {
                Assert.Null((await node.Get<Profiles>().UpdateAsync(anna, new ProfileChange { Fields = { [ProfileField.City] = $"{numbers.Count}" } }, Ct)).Failure);
                numbers.Add((await node.RowAsync(anna.Customer))!.LastUpdate!.Value);
            }
        }

        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(2 * rounds, numbers.Distinct().Count());
        Assert.Equal($"{numbers.Count - 1}", (await one.RowAsync(anna.Customer))![ProfileField.City]);
        Assert.Equal(2 * rounds, await one.CountAsync("profile_update"));
    }

    /// <summary>A node with the keys of another one.</summary>
    private static async Task<Scene> StartBesideAsync(Scene one, string database, int seconds)
    {
        one.Get<KeyRing>();
        var other = await Scene.StartWithSendersAsync(database);
        var (from, to) = (Path.Combine(one.Folder, "keys"), Directory.CreateDirectory(Path.Combine(other.Folder, "keys")).FullName);
        foreach (var key in Directory.GetFiles(from)) File.Copy(key, Path.Combine(to, Path.GetFileName(key)));
        other.Clock.UtcNow += TimeSpan.FromSeconds(seconds);
        return other;
    }
}
