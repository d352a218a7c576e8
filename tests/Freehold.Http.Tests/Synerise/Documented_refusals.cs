using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Synerise;

/// <summary>What the documented calls answer in rarer states, one approved transcript each; <see cref="Documented_calls"/> has the common ones.</summary>
public sealed class Documented_refusals : In_a_shop
{
    private const string Uuid = "07243772-008a-42e1-ba37-c3807cebde8f";
    private const string Phone = "+48555015332";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task of_a_sign_in_that_was_tried_too_often()
    {
        await Shop.CustomerAsync(email: "anna@example.com");
        for (var i = 0; i < 5; i++) await Shop.SignInAsync("anna@example.com", "wrong password");
        await Documented_calls.CompareAsync(
            "login-locked",
            () => Shop.SignInAsync("anna@example.com", Shop.Password),
            async () =>
            {
                await Server.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync($"UPDATE sign_in_failure SET failures = 100", Ct), Ct);
                return await Shop.SignInAsync("anna@example.com", Shop.Password);
            });
    }

    [Fact]
    public async Task of_a_conditional_sign_in_before_the_activation()
    {
        await Shop.PostAsync("/sauth/settings", await Shop.BusinessTokenAsync(), """{"registrationType":"ACTIVATION"}""");
        await Shop.RegisterAsync($$"""{"email":"anna@example.com","password":"{{Shop.Password}}"}""");
        await Documented_calls.CompareAsync(
            "conditional-login-waiting",
            () => Shop.PostAsync("/sauth/v3/auth/login/client/conditional", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"anna@example.com","password":"{{Shop.Password}}"}"""));
    }

    [Fact]
    public async Task of_an_activation_that_succeeds()
    {
        var (business, visitor) = (await Shop.BusinessTokenAsync(), await Shop.AnonymousTokenAsync());
        await Shop.PostAsync("/sauth/settings", business, """{"registrationType":"ACTIVATION"}""");
        await Shop.PostAsync("/sauth/clients/registered", visitor, $$"""{"email":"anna@example.com","password":"{{Shop.Password}}"}""");
        await Documented_calls.CompareAsync(
            "activation-by-link",
            async () => await Shop.PostAsync("/sauth/clients/activation/confirmation", visitor, $$"""{"token":"{{(await Shop.InboxAsync("anna@example.com"))[0]!["token"]}}"}"""),
            () => Shop.SignInAsync("anna@example.com", Shop.Password));

        await Shop.PostAsync("/sauth/settings", business, """{"registrationType":"PIN"}""");
        await Shop.PostAsync("/sauth/clients/registered", visitor, $$"""{"email":"berta@example.com","password":"{{Shop.Password}}","uuid":"{{Uuid}}"}""");
        await Documented_calls.CompareAsync(
            "activation-by-pin",
            async () => await Shop.PostAsync("/sauth/clients/activation/by-pin-code/confirmation", visitor, $$"""{"pinCode":"{{await Shop.CodeAsync("berta@example.com")}}","email":"berta@example.com","uuid":"{{Uuid}}"}"""),
            () => Shop.SignInAsync("berta@example.com", Shop.Password));
    }

    [Fact]
    public async Task of_a_registration_by_a_customer_and_by_the_business_side()
    {
        var anna = await Shop.CustomerAsync();
        await Documented_calls.CompareAsync(
            "registration-by-others",
            () => anna.PostAsync("/sauth/clients/registered", $$"""{"email":"carl@example.com","password":"{{Shop.Password}}"}"""),
            async () => await Shop.PostAsync("/sauth/clients/registered", await Shop.BusinessTokenAsync(), $$"""{"email":"carl@example.com","password":"{{Shop.Password}}","customId":"C-1","tags":["vip"]}"""));
    }

    [Fact]
    public async Task of_a_phone_that_was_not_asked_for_or_guessed_too_often()
    {
        var anna = await Shop.CustomerAsync();
        await anna.RequestPhoneAsync(Phone);
        var code = await Shop.CodeAsync(Phone);
        await Documented_calls.CompareAsync(
            "phone-update-refused",
            () => anna.ConfirmPhoneAsync("+48555019999", code),
            () => Shop.PostAsync("/v4/my-account/phone-update/request", anna.Token, "<phone/>", "text/xml"),
            async () =>
            {
                for (var i = 0; i < 5; i++) await anna.ConfirmPhoneAsync(Phone, Shop.Other(code));
                return await anna.ConfirmPhoneAsync(Phone, code);
            },
            () => anna.RequestPhoneAsync(Phone));
    }

    [Fact]
    public async Task of_a_session_that_is_over()
    {
        var anna = await Shop.CustomerAsync();
        await Documented_calls.CompareAsync(
            "refresh-expired",
            () =>
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(3601));
                return anna.PostAsync("/sauth/v3/auth/refresh/client", $$"""{"apiKey":"{{Shop.ProfileKey}}"}""");
            });
    }

    [Fact]
    public async Task of_a_deletion_without_the_password()
    {
        var anna = await Shop.CustomerAsync();
        await Documented_calls.CompareAsync(
            "deletion-refused",
            () => anna.PostAsync("/sauth/my-account/delete", "{}"),
            () => anna.PostAsync("/sauth/my-account/delete", """{"password":""}"""),
            () => Shop.PostAsync("/sauth/my-account/delete", null, """{"password":"correct horse"}"""));
    }

    [Fact]
    public async Task of_the_settings_and_the_business_side_to_a_customer()
    {
        var anna = await Shop.CustomerAsync();
        await Documented_calls.CompareAsync(
            "business-refused",
            () => anna.GetAsync("/sauth/settings"),
            () => Shop.GetAsync("/sauth/settings", null),
            () => anna.GetAsync("/v4/clients"),
            () => anna.GetAsync("/crm/v1/list"),
            () => Shop.PostAsync("/v4/clients/batch", null, "[]"),
            async () => await Shop.PostAsync("/v4/clients", await Shop.BusinessTokenAsync(), "email=anna", "application/x-www-form-urlencoded"));
    }

    [Fact]
    public async Task of_events_in_a_batch_and_of_the_servers_clock()
    {
        var anna = await Shop.CustomerAsync();
        await Documented_calls.CompareAsync(
            "events-batch",
            () => Shop.GetAsync("/v4/server/time", null),
            () => anna.PostAsync("/v4/events/batch", """[{"type":"visited-screen","label":"Card","time":"2040-01-01T10:00:00Z","params":{"screenName":"Card"}},{"type":"custom","action":"size.chosen","label":"Size"}]"""),
            () => anna.PostAsync("/v4/events/batch", """[{"type":"visited-screen"},{"label":"Card"}]"""),
            () => anna.PostAsync("/v4/events/batch", "{}"),
            () => Shop.PostAsync("/v4/events/batch", null, "[]"));
    }
}
