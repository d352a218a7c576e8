using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Freehold;

/// <summary>The builder that <c>services.AddFreehold()</c> returns: storage providers and senders attach to it.</summary>
public sealed class FreeholdServices(IServiceCollection services)
{
    /// <summary>The application's services.</summary>
    public IServiceCollection Services => services;
}

/// <summary>Adds the account core to an application.</summary>
public static class FreeholdServiceCollectionExtensions
{
    /// <summary>Adds the account core; choose a storage with <c>UseSqlite()</c> or <c>UsePostgres(…)</c>.</summary>
    /// <exception cref="ArgumentException">A setting cannot work; the message names it.</exception>
    public static FreeholdServices AddFreehold(this IServiceCollection services, FreeholdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem) throw new ArgumentException(problem);
        services.TryAddSingleton<Database>(_ => throw new InvalidOperationException("Freehold has nowhere to keep accounts: call UseSqlite() or UsePostgres(…) on what services.AddFreehold(…) returned."));
        services.AddHostedService<SchemaCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddPasswords();
        services.AddSingleton(options.SignIn);
        services.AddSingleton(options.Codes);
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<AccessTokens>();
        services.AddMessages();
        services.AddSingleton<LinkMail>();
        services.AddSingleton<ChangeNotices>();
        services.AddSingleton<SignInChanges>();
        services.AddSingleton<CurrentPassword>();
        services.AddSingleton(options.Deletion);
        services.AddSingleton<MailedLinks>();
        services.AddSingleton<MailboxProofs>();
        services.AddSingleton<Undos>();
        services.AddSingleton<StepUps>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionTouches>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionTouches>());
        services.AddSingleton<Erasure>();
        services.AddSingleton<ErasureLog>();
        services.AddSingleton<Deletions>();
        services.AddHostedService<ErasureWorker>();
        services.AddSingleton<ConfirmationCodes>();
        services.AddSingleton<EmailChanges>();
        services.AddSingleton<PhoneChanges>();
        services.AddSingleton<PasswordChanges>();
        services.AddSingleton(options.Events);
        services.AddSingleton<EventHistory>();
        services.AddSingleton<EventRecording>();
        services.AddSingleton<EventRetention>();
        services.AddHostedService<EventRetentionWorker>();
        services.AddSingleton<RecentAccounts>();
        services.AddSingleton<OwnAccounts>();
        services.AddSingleton<Profiles>();
        services.AddSingleton<Customers>();
        services.AddSingleton<Addresses>();
        services.AddSingleton<CustomerProperties>();
        services.AddSingleton<Lists>();
        services.AddSingleton<Workspace>();
        services.AddSingleton<RegistrationAttempts>();
        services.AddSingleton<ActivationPins>();
        services.AddSingleton<Activations>();
        services.AddSingleton(options.Groups);
        services.AddSingleton<DefaultGroups>();
        services.AddHostedService(provider => provider.GetRequiredService<DefaultGroups>());
        services.AddSingleton<Registrations>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInDevices>();
        services.AddSingleton<Devices>();
        services.AddHostedService<ExpirySweeper>();
        services.AddSingleton<BusinessKeyMark>();
        services.AddSingleton<MailRequests>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<AgreementLedger>();
        services.AddSingleton<AccountExports>();
        services.AddSingleton<OwnExports>();
        services.AddSingleton<AccountImports>();
        services.AddSingleton<ImportLine>();
        services.AddSingleton<ProfileDirectory>();
        services.AddSingleton<BusinessUpdate>();
        services.AddSingleton<BusinessProfiles>();
        services.AddSingleton<IdentityProofs>();
        services.AddSingleton<ProviderSignIns>();
        services.AddSingleton<AccountControl>();
        services.AddSingleton<Groups>();
        services.AddSingleton<Orders>();
        services.AddSingleton<Products>();
        return new FreeholdServices(services);
    }
}
