using Freehold.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>The route table of the Synerise dialect; where several paths are listed, they are versions of one call with one handler.</summary>
public static class SyneriseEndpoints
{
    /// <summary>Serves the <c>my-account</c> REST interface and what belongs to it.</summary>
    public static IEndpointConventionBuilder MapSynerise(this IEndpointRouteBuilder app)
    {
        var routes = new SyneriseRoutes(app.MapDialect("", SyneriseReference.Dialect), app.ServiceProvider.GetRequiredService<FrontEnds>());

        routes.Public("POST", ["/sauth/v3/auth/login/client/anonymous", "/sauth/v2/auth/login/client/anonymous", "/sauth/auth/login/client/anonymous"], ClientLogin.AnonymousAsync);
        routes.Public("POST", ["/sauth/v3/auth/login/client", "/sauth/v2/auth/login/client", "/sauth/auth/login/client"], ClientLogin.SignInAsync);
        routes.Public("POST", ["/sauth/v3/auth/login/client/conditional", "/sauth/v2/auth/login/client/conditional"], ClientLogin.ConditionalAsync);
        routes.AnyToken("POST", ["/sauth/v3/auth/refresh/client", "/sauth/v2/auth/refresh/client"], ClientLogin.RefreshAsync);
        routes.AnyToken("GET", ["/sauth/auth/refresh/client"], ClientLogin.RefreshWithoutKeyAsync);
        routes.Visitor("POST", Both("/clients/registered"), ClientRegistration.RegisterAsync);
        routes.Visitor("POST", Both("/clients/activation/request"), Activation.RequestLinkAsync);
        routes.Visitor("POST", Both("/clients/activation/confirmation"), Activation.ConfirmLinkAsync);
        routes.Visitor("POST", Both("/clients/activation/by-pin-code/request"), Activation.RequestPinAsync);
        routes.Visitor("POST", Both("/clients/activation/by-pin-code/confirmation"), Activation.ConfirmPinAsync);

        routes.Customer("GET", ["/v4/my-account/personal-information"], PersonalInformation.ReadAsync);
        routes.Customer("POST", ["/v4/my-account/personal-information"], PersonalInformation.UpdateAsync);

        routes.Customer("POST", Both("/my-account/email-change/request"), EmailChange.RequestAsync);
        routes.Customer("POST", Both("/my-account/email-change/confirmation"), EmailChange.ConfirmAsync);
        routes.Customer("POST", ["/v4/my-account/phone-update/request"], PhoneChange.RequestAsync);
        routes.Customer("POST", ["/v4/my-account/phone-update/confirmation"], PhoneChange.ConfirmAsync);
        routes.Customer("POST", Both("/my-account/change-password"), Passwords.ChangeAsync);
        routes.Visitor("POST", Both("/clients/password-reset/request"), Passwords.RequestResetAsync);
        routes.Visitor("POST", Both("/clients/password-reset/confirmation"), Passwords.ConfirmResetAsync);
        routes.Customer("POST", Both("/my-account/delete"), AccountDeletion.DeleteAsync);
        routes.Customer("POST", Both("/clients/oauth/deleted"), AccountDeletion.DeleteOAuthAsync);
        routes.Customer("POST", Both("/clients/facebook/deleted"), AccountDeletion.DeleteFacebookAsync);
        routes.Customer("POST", Both("/clients/apple/deleted"), AccountDeletion.DeleteAppleAsync);
        routes.Customer("POST", Both("/clients/google/deleted"), AccountDeletion.DeleteGoogleAsync);
        routes.Customer("POST", Both("/my-account/logout"), Logout.SignOutAsync);
        routes.Customer("POST", ["/v4/my-account/linked-devices"], LinkedDevices.LinkAsync);
        routes.Public("GET", ["/sauth/client/device-control/{token}"], LinkedDevices.ConfirmAsync);
        routes.Customer("GET", ["/v4/events"], ClientEvents.ReadAsync);
        routes.Everybody("POST", ["/v4/events/batch"], ToldEvents.RecordAllAsync);
        routes.Public("GET", ["/v4/server/time"], ServerTime.TellAsync);
        foreach (var (name, action) in ToldEvents.Kinds) routes.Everybody("POST", ["/v4/events/" + name], (http, token) => ToldEvents.RecordAsync(http, token, action));

        routes.Public("POST", ["/uauth/v2/auth/login/profile", "/v4/auth/login/profile"], ProfileLogin.SignInAsync);
        routes.Business("GET", ["/v4/auth/refresh/profile"], ProfileLogin.RefreshAsync);
        routes.Business("GET", ["/sauth/settings"], WorkspaceCalls.ReadAsync);
        routes.Business("POST", ["/sauth/settings"], WorkspaceCalls.ReplaceAsync);

        routes.Business("GET", ["/v4/clients"], ClientList.PageAsync);
        routes.Business("GET", ["/crm/v1/list"], CrmList.PageAsync);
        routes.Business("POST", ["/v4/clients"], Clients.CreateAsync);
        routes.Business("POST", ["/v4/clients/batch"], ClientBatch.PutAsync);
        routes.Business("GET", ["/v4/clients/{clientId}"], http => Clients.ReadAsync(http, Clients.ById));
        routes.Business("GET", ["/v4/clients/by-email/{value}"], http => Clients.ReadAsync(http, Clients.ByEmail));
        routes.Business("GET", ["/v4/clients/by-customid/{value}", "/v4/clients/by-custom-id/{value}"], http => Clients.ReadAsync(http, Clients.ByCustomId));
        routes.Business("GET", ["/v4/clients/by-uuid/{value}"], http => Clients.ReadAsync(http, Clients.ByUuid));
        routes.Business("GET", ["/v4/clients/by-phone/{value}"], http => Clients.ReadAsync(http, Clients.ByPhone));
        routes.Business("POST", ["/v4/clients/{clientId}"], http => Clients.UpdateAsync(http, Clients.ById));
        routes.Business("POST", ["/v4/clients/by-email/{value}"], http => Clients.UpdateAsync(http, Clients.ByEmail));
        routes.Business("POST", ["/v4/clients/by-customid/{value}", "/v4/clients/by-custom-id/{value}"], http => Clients.UpdateAsync(http, Clients.ByCustomId));
        routes.Business("DELETE", ["/v4/clients/{clientId}"], http => Clients.DeleteAsync(http, Clients.ById));
        routes.Business("DELETE", ["/v4/clients/by-customid/{value}", "/v4/clients/by-custom-id/{value}"], http => Clients.DeleteAsync(http, Clients.ByCustomId));
        routes.Business("GET", ["/v4/events/by-client/{clientId}"], ClientEvents.ReadOfClientAsync);
        routes.Business("GET", ["/v4/events/all"], ClientEvents.ReadAllAsync);
        routes.Business("POST", ["/sauth/management/client/{clientId}/logout"], Clients.SignOutAsync);

        routes.RefuseTheRest("/v4", "/sauth", "/uauth", "/crm");
        return routes.Group;
    }

    /// <summary>What is under <c>/sauth</c> today was under <c>/v4</c> in the older interface.</summary>
    private static string[] Both(string path) => ["/sauth" + path, "/v4" + path];
}
