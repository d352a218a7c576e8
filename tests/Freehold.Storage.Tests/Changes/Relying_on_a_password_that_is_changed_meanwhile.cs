using Freehold.Storage.Tests.Ownership;
using Freehold.Storage.Tests.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.Changes;

/// <summary>Hashing takes long and holds no lock: what was right when it was checked must still be right when something is done for it.</summary>
public sealed class Relying_on_a_password_that_is_changed_meanwhile
{
    private const string Anna = "anna@example.com";

    private readonly Meanwhile meanwhile = new();

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task renews_no_session(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await scene.RegisterAsync(Anna);
        await ChangeMeanwhileAsync(scene, anna.Customer);

        var answer = await scene.Get<StepUps>().WithPasswordAsync(anna, Scene.Password, Ct);

        Assert.Equal((FailureCode.WrongPassword, "password"), (answer.Failure?.Code, answer.Failure?.Field));
        Assert.NotNull(await scene.ReadAsync(anna));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task deletes_nothing(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await scene.RegisterAsync(Anna);
        await ChangeMeanwhileAsync(scene, anna.Customer);

        var answer = await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Ct);

        Assert.Equal((FailureCode.WrongPassword, "password"), (answer.Failure?.Code, answer.Failure?.Field));
        Assert.Equal(Standing.Active, (await scene.RowAsync(anna.Customer))?.Standing);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task sends_no_code_for_another_address(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync(Anna);
        await ChangeMeanwhileAsync(scene, anna.Customer);

        var answer = await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("new@example.com"), Scene.Password, Ct);

        Assert.Equal((FailureCode.WrongPassword, "password"), (answer.Failure?.Code, answer.Failure?.Field));
        Assert.Equal((0, 0), (await scene.CountAsync("code"), await scene.CountAsync("outbox", $"template = '{MessageTemplate.EmailChangeCode}'")));
    }

    /// <summary>The link lets the customer in, but the account stays what the mailbox's holder may discard.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task makes_no_address_the_accounts_own(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await scene.RegisterAsync(Anna);
        var link = await scene.LinkAsync(Anna, LinkPurpose.VerifyEmail);
        await ChangeMeanwhileAsync(scene, anna.Customer);

        Assert.Null((await scene.Get<Activations>().ConfirmLinkAsync(link, Scene.Password, Device.Unknown, Scene.Origin, Ct)).Failure);

        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal((true, null), (account!.EmailVerified, account.VerifiedEmail));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task proves_no_mailbox_from_inside(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await scene.RegisterAsync(Anna);
        var link = await scene.LinkAsync(Anna, LinkPurpose.VerifyEmail);
        await ChangeMeanwhileAsync(scene, anna.Customer);

        var answer = await scene.Get<MailboxProofs>().VerifyAsync(link, new LinkHolder(null, Scene.Password, null, Scene.Origin), Ct);

        Assert.Equal((FailureCode.Required, "password"), (answer.Failure?.Code, answer.Failure?.Field));
        Assert.False((await scene.RowAsync(anna.Customer))!.EmailVerified);
    }

    private Task<Scene> StartAsync(string storage) =>
        Scene.StartAsync(storage, services =>
        {
            services.AddSingleton<TimeProvider>(meanwhile);
            services.AddSingleton<IMessageSender>(new PostOffice().Sender(MessageChannel.Email));
        });

    private async Task ChangeMeanwhileAsync(Scene scene, CustomerId customer)
    {
        var other = (await scene.Get<PasswordHashing>().HashAsync("battery staple", Ct)).Value;
        meanwhile.During(() => scene.ChangeAnyAsync(async session =>
        {
            await session.SetPasswordAsync(customer, other, proved: true, scene.Clock.UtcNow, Ct);
            return 0;
        }));
    }
}
