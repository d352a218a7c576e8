using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Deletion;

/// <summary>T62, and what happens when somebody registers the address meanwhile.</summary>
public sealed class Leaving_and_coming_back
{
    private static readonly DeletionProof Recent = new DeletionProof.RecentSession(TimeSpan.FromMinutes(30));

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_the_address_back_from_a_holder_who_has_not_proved_it(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);
        var holder = await scene.RegisterAsync("anna@example.com", code: "holder");

        var cancelled = await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", "cancel-deletion"), Scene.Ct);

        Assert.Null(cancelled.Failure);
        Assert.Equal(anna.Customer, (await scene.SignInAsync("anna@example.com", Scene.Password)).Customer);
        Assert.Null((await scene.RowAsync(holder.Customer))!.Email);
        Assert.Equal(holder.Customer, (await scene.SignInAsync("holder", Scene.Password)).Customer);
    }

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", false)]
    [InlineData("postgres", true)]
    public async Task takes_in_what_the_business_side_wrote_meanwhile(string storage, bool namesTheAddress)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", customId: "c-1");
        await scene.ChangeAsync(anna, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, "anna@example.com", ProofSide.Inside, Scene.Origin, now, Scene.Ct));
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);
        var nightly = new BusinessChange { CustomId = new(true, "c-1"), Email = namesTheAddress ? new(true, Scene.Email("anna@example.com")) : default, Tags = new(true, """["vip"]""") };
        var profile = (await scene.Get<BusinessProfiles>().PutAsync(nightly, Scene.Origin, Scene.Ct)).Value;
        Assert.NotEqual(anna.Customer, profile);

        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", "cancel-deletion"), Scene.Ct)).Failure);

        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal(("c-1", """["vip"]"""), (account!.CustomId, account.Tags));
        Assert.Equal(anna.Customer, (await scene.Get<BusinessProfiles>().PutAsync(nightly, Scene.Origin, Scene.Ct)).Value);
        Assert.Null(await scene.RowAsync(profile));
    }

    [Theory]
    [InlineData("sqlite", "anna@example.com", false)]
    [InlineData("sqlite", "nora@example.com", true)]
    [InlineData("postgres", "anna@example.com", false)]
    [InlineData("postgres", "nora@example.com", true)]
    public async Task shows_nothing_of_a_profile_that_got_the_number_but_has_an_address_that_was_not_proved(string storage, string email, bool isVerified)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", customId: "c-1");
        if (isVerified) await scene.ChangeAsync(anna, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, "anna@example.com", ProofSide.Inside, Scene.Origin, now, Scene.Ct));
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);
        var numbered = new BusinessChange { CustomId = new(true, "c-1"), Email = new(true, Scene.Email(email)), Tags = new(true, """["vip"]""") };
        var profile = (await scene.Get<BusinessProfiles>().PutAsync(numbered, Scene.Origin, Scene.Ct)).Value;

        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", "cancel-deletion"), Scene.Ct)).Failure);

        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal((Standing.Active, null, null), (account!.Standing, account.CustomId, account.Tags));
        var other = await scene.RowAsync(profile);
        Assert.Equal(("c-1", """["vip"]"""), (other!.CustomId, other.Tags));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_from_the_holder_of_the_address_what_was_mailed_there(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);
        var holder = await scene.RegisterAsync("anna@example.com", code: "holder");
        await scene.Get<Deletions>().DeleteAsync(holder, new DeletionProof.None(), Scene.Ct);
        var confirm = await scene.LinkAsync("anna@example.com", "confirm-deletion");

        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", "cancel-deletion"), Scene.Ct)).Failure);

        Assert.Null(await scene.Get<MailedLinks>().LookAsync(confirm, null, Scene.Ct));
        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Deletions>().ConfirmAsync(confirm, Scene.Ct)).Failure?.Code);
        Assert.Equal(holder.Customer, (await scene.SignInAsync("holder", Scene.Password)).Customer);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task does_not_take_it_from_one_who_has(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);
        var link = await scene.LinkAsync("anna@example.com", "cancel-deletion");
        var holder = await scene.RegisterVerifiedAsync("anna@example.com");

        var cancelled = await scene.Get<Deletions>().CancelAsync(link, Scene.Ct);

        Assert.Equal(FailureCode.Taken, cancelled.Failure!.Code);
        Assert.Equal(holder.Customer, (await scene.SignInAsync("anna@example.com", Scene.Password)).Customer);
        Assert.NotNull(await scene.Get<MailedLinks>().LookAsync(link, null, Scene.Ct));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_over_when_the_grace_ends(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);
        var link = await scene.LinkAsync("anna@example.com", "cancel-deletion");

        scene.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Deletions>().CancelAsync(link, Scene.Ct)).Failure!.Code);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task applies_to_a_password_that_was_set_without_proof_within_a_week(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE password SET proved = FALSE", Scene.Ct));

        var deleted = await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);

        Assert.Equal(DeletionOutcome.Leaving, deleted.Value);
    }

    [Theory]
    [InlineData("sqlite", 1, DeletionOutcome.Leaving)]
    [InlineData("sqlite", 0, DeletionOutcome.Erased)]
    [InlineData("postgres", 1, DeletionOutcome.Leaving)]
    [InlineData("postgres", 0, DeletionOutcome.Erased)]
    public async Task is_not_needed_once_that_password_has_stood_for_a_week(string storage, int secondsShort, DeletionOutcome outcome)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE password SET proved = FALSE", Scene.Ct));
        scene.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(secondsShort));
        var anna = await scene.SignInAsync("anna@example.com", Scene.Password);

        Assert.Equal(outcome, (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct)).Value);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task goes_for_no_token_or_sign_in_meanwhile(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", code: "anna");
        await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct);

        Assert.Null(await scene.ReadAsync(anna));
        Assert.False(await scene.CanSignInAsync("anna", Scene.Password));
        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<Deletions>().DeleteAsync(anna, Recent, Scene.Ct)).Failure!.Code);
        Assert.Equal(0, await scene.CountAsync("session"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_possible_for_days_where_the_deployment_grants_them(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        scene.Get<DeletionOptions>().GraceDays = 3;
        var anna = await scene.RegisterAsync("anna@example.com");

        Assert.Equal(DeletionOutcome.Leaving, (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct)).Value);
        scene.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));
        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));
    }
}
