namespace Freehold.Http.Tests.Synerise;

/// <summary>Every call of the dialect with its success and its documented errors, one approved transcript each.</summary>
public sealed class Documented_calls : In_a_shop
{
    private const string Phone = "+48555015332";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task of_a_visitors_token() => CompareAsync(
        "anonymous-login",
        () => Shop.PostAsync("/sauth/v3/auth/login/client/anonymous", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","uuid":"07243772-008a-42e1-ba37-c3807cebde8f","deviceId":"b3f56868-9667-4843-a8e5-0509456baa9b"}"""),
        () => Shop.PostAsync("/sauth/v3/auth/login/client/anonymous", null, """{"apiKey":"wrong"}"""),
        () => Shop.PostAsync("/sauth/v3/auth/login/client/anonymous", null, "{}"));

    [Fact]
    public async Task of_a_sign_in()
    {
        await Shop.CustomerAsync(email: "anna@example.com");
        await CompareAsync(
            "login",
            () => Shop.SignInAsync("anna@example.com", Shop.Password),
            () => Shop.SignInAsync("anna@example.com", "wrong password"),
            () => Shop.SignInAsync("nobody@example.com", Shop.Password),
            () => Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","password":"x"}"""),
            () => Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"FACEBOOK","identityProviderToken":"EAAB"}"""));
    }

    [Fact]
    public async Task of_a_conditional_sign_in()
    {
        await Shop.CustomerAsync(email: "anna@example.com");
        await CompareAsync(
            "conditional-login",
            () => ConditionalAsync(Shop.Password),
            () => ConditionalAsync("wrong password"));

        Task<Answer> ConditionalAsync(string password) =>
            Shop.PostAsync("/sauth/v3/auth/login/client/conditional", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"anna@example.com","password":"{{password}}"}""");
    }

    [Fact]
    public async Task of_an_activation()
    {
        var business = await Shop.BusinessTokenAsync();
        var visitor = await Shop.AnonymousTokenAsync();
        await Shop.PostAsync("/sauth/settings", business, """{"registrationType":"ACTIVATION"}""");
        await CompareAsync(
            "activation",
            () => Shop.PostAsync("/sauth/clients/registered", visitor, $$"""{"email":"anna@example.com","password":"{{Shop.Password}}"}"""),
            () => Shop.SignInAsync("anna@example.com", Shop.Password),
            () => Shop.PostAsync("/sauth/clients/activation/request", visitor, """{"email":"anna@example.com"}"""),
            () => Shop.PostAsync("/sauth/clients/activation/confirmation", visitor, """{"token":"1.wrong"}"""),
            () => Shop.PostAsync("/sauth/clients/activation/confirmation", visitor, "{}"),
            () => Shop.PostAsync("/sauth/clients/activation/by-pin-code/request", visitor, """{"email":"anna@example.com","uuid":"u","deviceId":"d"}"""),
            () => Shop.PostAsync("/sauth/clients/activation/by-pin-code/confirmation", visitor, """{"pinCode":"wrong","email":"anna@example.com","uuid":"u","deviceId":"d"}"""));
    }

    [Fact]
    public async Task of_the_settings()
    {
        var business = await Shop.BusinessTokenAsync();
        await CompareAsync(
            "settings",
            () => Shop.GetAsync("/sauth/settings", business),
            () => Shop.PostAsync("/sauth/settings", business, """{"registrationType":"PIN","tokenLifetimeInSeconds":7200,"confirmationRedirectLink":"https://shop.example/welcome"}"""),
            () => Shop.PostAsync("/sauth/settings", business, """{"registrationType":"SOMETIMES"}"""));
    }

    [Fact]
    public async Task of_a_deletion_by_a_provider()
    {
        var anna = await Shop.CustomerAsync();
        await CompareAsync(
            "provider-deletion",
            () => anna.PostAsync("/sauth/clients/oauth/deleted", """{"accessToken":"t","uuid":"u"}"""),
            () => anna.PostAsync("/sauth/clients/facebook/deleted", """{"facebookToken":"t","uuid":"u"}"""),
            () => anna.PostAsync("/sauth/clients/apple/deleted", """{"identityToken":"t","uuid":"u"}"""),
            () => anna.PostAsync("/sauth/clients/google/deleted", "{}"));
    }

    [Fact]
    public async Task of_a_refresh()
    {
        var anna = await Shop.CustomerAsync();
        await CompareAsync(
            "refresh",
            () => anna.PostAsync("/sauth/v3/auth/refresh/client", $$"""{"apiKey":"{{Shop.ProfileKey}}"}"""),
            () => anna.GetAsync("/sauth/auth/refresh/client"),
            () => Shop.PostAsync("/sauth/v3/auth/refresh/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}"}"""),
            () => anna.PostAsync("/sauth/v3/auth/refresh/client", """{"apiKey":"wrong"}"""));
    }

    [Fact]
    public async Task of_a_registration()
    {
        var visitor = await Shop.AnonymousTokenAsync();
        await CompareAsync(
            "registration",
            () => RegisterAsync(visitor, """{"email":"anna@example.com","password":"correct horse","uuid":"07243772-008a-42e1-ba37-c3807cebde8f","firstName":"Anna","agreements":{"email":"True"}}"""),
            () => RegisterAsync(visitor, """{"email":"Anna@Example.com","password":"correct horse"}"""),
            () => RegisterAsync(visitor, """{"email":"nothing","password":"short","firstName":"","birthDate":"1990-2-1","sex":1,"customId":"C-1"}"""),
            () => RegisterAsync(null, """{"email":"carl@example.com","password":"correct horse"}"""));

        Task<Answer> RegisterAsync(string? token, string body) => Shop.PostAsync("/sauth/clients/registered", token, body);
    }

    [Fact]
    public async Task of_personal_information()
    {
        var anna = await Shop.CustomerAsync(email: "anna@example.com");
        var visitor = await Shop.AnonymousTokenAsync();
        await CompareAsync(
            "personal-information",
            () => anna.ReadAsync(),
            () => anna.UpdateAsync("""{"avatarUrl":"https://www.gravatar.com/avatar/21b3b5d704c1a5169d16cef176ad4415?s=100&r=g&d=blank","firstName":"Zoë","sex":"FEMALE","agreements":{"sms":true},"attributes":{"shoeSize":38}}"""),
            () => anna.ReadAsync(),
            () => anna.UpdateAsync("""{"firstName":null,"sex":null,"attributes":{"shoeSize":null}}"""),
            () => anna.ReadAsync(),
            () => anna.UpdateAsync("""{"firstName":"","email":"other@example.com","phone":"+48555015332","birthDate":"2990-01-01","attributes":{"shoeSize":""}}"""),
            () => anna.UpdateAsync("{"),
            () => Shop.PostAsync("/v4/my-account/personal-information", anna.Token, "<a/>", "text/xml"),
            () => Shop.GetAsync("/v4/my-account/personal-information", null),
            () => Shop.GetAsync("/v4/my-account/personal-information", visitor));
    }

    [Fact]
    public async Task of_a_change_of_the_email()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"", "anna@example.com");
        var poor = await Shop.CustomerAsync();
        await CompareAsync(
            "email-change",
            () => anna.RequestEmailAsync("new@example.com", "wrong password"),
            () => poor.RequestEmailAsync("new@example.com"),
            () => anna.RequestEmailAsync("new@example.com"),
            () => anna.RequestEmailAsync("new@example.com"),
            async () => await anna.ConfirmEmailAsync(Shop.Other(await Shop.CodeAsync(Phone))),
            async () => await anna.ConfirmEmailAsync(await Shop.CodeAsync(Phone), ",\"newsletterAgreement\":true"));
    }

    [Fact]
    public async Task of_a_change_of_the_phone()
    {
        var anna = await Shop.CustomerAsync();
        await CompareAsync(
            "phone-update",
            () => anna.RequestPhoneAsync("nothing"),
            () => anna.RequestPhoneAsync("555015332"),
            async () => await anna.ConfirmPhoneAsync("555015332", Shop.Other(await Shop.CodeAsync("555015332"))),
            async () => await anna.ConfirmPhoneAsync("555015332", await Shop.CodeAsync("555015332"), ",\"smsAgreement\":true"));
    }

    [Fact]
    public async Task of_the_password()
    {
        var anna = await Shop.CustomerAsync(email: "anna@example.com");
        var visitor = await Shop.AnonymousTokenAsync();
        await CompareAsync(
            "password",
            () => anna.PostAsync("/sauth/my-account/change-password", """{"oldPassword":"wrong password","password":"battery staple"}"""),
            () => anna.PostAsync("/sauth/my-account/change-password", """{"oldPassword":"correct horse","password":"short"}"""),
            () => anna.PostAsync("/sauth/my-account/change-password", """{"oldPassword":"correct horse","password":"battery staple"}"""),
            () => Shop.PostAsync("/sauth/clients/password-reset/request", visitor, """{"email":"anna@example.com"}"""),
            () => Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, """{"token":"wrong","password":"correct horse"}"""),
            async () => await Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, $$"""{"token":"{{(await Shop.InboxAsync("anna@example.com"))[0]!["token"]}}","password":"correct horse"}"""));
    }

    [Fact]
    public async Task of_a_deletion()
    {
        var anna = await Shop.CustomerAsync();
        await CompareAsync(
            "deletion",
            () => anna.PostAsync("/sauth/my-account/delete", """{"password":"wrong password"}"""),
            () => anna.PostAsync("/sauth/my-account/delete", """{"password":"correct horse"}"""),
            () => anna.ReadAsync());
    }

    [Fact]
    public async Task of_device_control()
    {
        var business = await Shop.BusinessTokenAsync();
        var anna = await Shop.CustomerAsync();
        var token = "";
        await CompareAsync(
            "device-control",
            () => Shop.PostAsync("/sauth/settings", business, """{"deviceControl":"APPROVE"}"""),
            () => SignInAsync("client"),
            () => SignInAsync("client/conditional"),
            async () => await ConfirmAsync(token = (string)(await Shop.InboxAsync(anna.Email))[0]!["token"]!, "*/*"),
            () => ConfirmAsync(token, "application/json"),
            () => ConfirmAsync(token, "application/json"),
            () => SignInAsync("client/conditional"));

        Task<Answer> SignInAsync(string path) =>
            Shop.PostAsync("/sauth/v3/auth/login/" + path, null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"{{anna.Email}}","password":"{{Shop.Password}}","deviceId":"b3f56868-9667-4843-a8e5-0509456baa9b"}""");

        Task<Answer> ConfirmAsync(string link, string accept)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/sauth/client/device-control/" + link);
            request.Headers.Add("Accept", accept);
            return Shop.SendAsync(request, null);
        }
    }

    [Fact]
    public async Task of_linked_devices()
    {
        var (business, visitor) = (await Shop.BusinessTokenAsync(), await Shop.AnonymousTokenAsync());
        var anna = await Shop.CustomerAsync();
        const string path = "/v4/my-account/linked-devices";
        await CompareAsync(
            "linked-devices",
            () => anna.PostAsync(path, """{"deviceId":"ec9d4410-4048-43e5-b755-f7d53d00656c","type":"ANDROID","manufacturer":"Fairphone","model":"FP5","osVersion":"15","registrationId":"fcm","screenWidth":1224,"screenHeight":2700}"""),
            () => Shop.PostAsync(path, anna.Token, """{"deviceId":"ec9d4410-4048-43e5-b755-f7d53d00656c"}""", "application/x-www-form-urlencoded"),
            () => anna.PostAsync(path, """{"model":7,"screenWidth":-1}"""),
            () => Shop.PostAsync(path, anna.Token, "<device/>", "text/xml"),
            () => Shop.PostAsync(path, null, """{"deviceId":"d"}"""),
            () => Shop.PostAsync(path, visitor, """{"deviceId":"d"}"""),
            () => Shop.PostAsync(path, business, """{"deviceId":"d"}"""));
    }

    [Fact]
    public async Task of_the_own_events()
    {
        var anna = await Shop.CustomerAsync();
        await CompareAsync(
            "events",
            () => anna.GetAsync("/v4/events?action=client.login&time%5Bfrom%5D=2020-01-01T00%3A00%3A00Z&limit=1"),
            () => anna.GetAsync("/v4/events?limit=501&time%5Bto%5D=tomorrow"));
    }

    [Fact]
    public async Task of_signing_out()
    {
        var anna = await Shop.CustomerAsync();
        await CompareAsync(
            "logout",
            () => anna.PostAsync("/sauth/my-account/logout", """{"action":"LEAVE"}"""),
            () => anna.PostAsync("/sauth/my-account/logout", """{"action":"SIGN_OUT","fromAllDevices":true}"""),
            () => anna.PostAsync("/sauth/my-account/logout", "{}"));
    }

    [Fact]
    public async Task of_the_business_sides_token()
    {
        var token = await Shop.BusinessTokenAsync();
        await CompareAsync(
            "business-login",
            () => Shop.PostAsync("/uauth/v2/auth/login/profile", null, $$"""{"apiKey":"{{Shop.BusinessKey}}"}"""),
            () => Shop.GetAsync("/v4/auth/refresh/profile", token),
            () => Shop.PostAsync("/v4/auth/login/profile", null, """{"apiKey":"wrong"}"""),
            () => Shop.GetAsync("/v4/my-account/personal-information", token));
    }

    [Fact]
    public Task of_what_does_not_exist() => CompareAsync(
        "unknown",
        () => Shop.GetAsync("/v4/nothing", null),
        () => Shop.GetAsync("/sauth/my-account/delete", null));

    internal static async Task CompareAsync(string name, params Func<Task<Answer>>[] calls)
    {
        var transcript = new Transcript(
            "synerise/" + name,
            Placeholder.Text("server", @"http://127\.0\.0\.1:\d+"),
            Placeholder.Text("token", @"eyJ[\w-]+\.[\w-]+\.[\w-]+"),
            Placeholder.Text("uuid", @"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            Placeholder.Json("trace", "**.traceId"),
            Placeholder.Json("id", "**.clientId"),
            Placeholder.Json("id", "*.client.id"),
            Placeholder.Json("id", "customers.*.id"),
            Placeholder.Text("id", @"/client/(\d{10,})/"),
            Placeholder.Text("device", "freehold-device=([^;]+)"),
            Placeholder.Text("link token", @"\b[0-9a-f]{10,14}\.[\w-]{43}"),
            Placeholder.Text("code", @"""\d{6}"""));
        foreach (var call in calls) await transcript.RecordAsync((await call()).Response, Ct);
        transcript.Compare();
    }
}
