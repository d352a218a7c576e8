using Freehold.Http;

namespace Freehold.Synerise;

/// <summary>What the API reference says of each call, whatever version and prefix it is called by.</summary>
internal static class SyneriseReference
{
    private const string Token = """{"token":"eyJ…","expiration":2214453967,"created":2214450367000,"origin":"SYNERISE","customId":null,"realm":"client"}""";
    private const string SignIn = """{"apiKey":"01234abc-1234-5678-9abc-def012345678","identityProvider":"SYNERISE","email":"anna@example.com","password":"correct horse","uuid":"0d2a4a52-3c5b-4a3e-9b3f-5a1f0f6d2c11"}""";
    private const string Fields = """{"firstName":"Anna","lastName":"Berg","sex":"FEMALE","city":"Oslo","agreements":{"email":true},"attributes":{"shoeSize":38}}""";
    private const string Client = """{"email":"anna@example.com","customId":"A-1","firstName":"Anna","agreements":{"email":true},"attributes":{"size":"M"},"tags":["vip"]}""";
    private const string Profile = """{"clientId":7,"email":"anna@example.com","phone":null,"customId":null,"firstName":"Anna","lastName":"Berg","displayName":"Anna Berg","company":null,"address":null,"city":"Oslo","province":null,"zipCode":null,"countryCode":"NO","avatarUrl":null,"uuid":"0d2a4a52-3c5b-4a3e-9b3f-5a1f0f6d2c11","birthDate":null,"sex":"FEMALE","lastActivityDate":"2026-01-02T03:04:05.678Z","anonymous":false,"agreements":{"email":true,"sms":false,"push":false,"webPush":false,"bluetooth":false,"rfid":false,"wifi":false},"attributes":{"shoeSize":38,"snrs_email_confirmed":true},"tags":["vip"],"previousClients":[],"whatsAppId":null,"salutation":null,"title":null,"vatid":null,"address2":null,"address3":null,"telephone":null,"telefax":null,"website":null,"longitude":null,"latitude":null,"languageid":null}""";
    private const string Listed = """{"id":7,"uuid":"0d2a4a52-3c5b-4a3e-9b3f-5a1f0f6d2c11","email":"anna@example.com","phone":null,"custom_identify":null,"firstname":"Anna","lastname":"Berg","displayname":"Anna Berg","company":null,"address":null,"city":"Oslo","province":null,"zipCode":null,"countryCode":"NO","birthdate":null,"sex":"FEMALE","external_avatar_url":null,"anonymous":false,"created":"2026-01-02T03:04:05Z","updated":"2026-01-02T03:04:05Z","last_activity_date":"2026-01-02T03:04:05Z","deletedAt":null}""";
    private const string Event = """[{"uuid":"0d2a4a52-3c5b-4a3e-9b3f-5a1f0f6d2c11","time":"2026-01-02T03:04:05Z","action":"client.login","label":"client.login","client":{"id":7,"email":"anna@example.com","uuid":null,"customId":null},"params":{}}]""";
    private const string Settings = """{"registrationType":"AUTOMATIC","tokenLifetimeInSeconds":3600,"confirmationMailSubject":null,"confirmationMailBody":null,"confirmationMailTemplateId":null,"confirmationRedirectLink":null,"passwordResetMailSubject":null,"passwordResetMailBody":null,"passwordResetMailTemplateId":null,"voucherPoolUuid":null,"allowOverwriteCustomIdentify":false,"deviceControl":"OFF"}""";
    private static readonly string[] EventQuery = ["action", "time[from]", "time[to]", "limit"];

    public static readonly Dialect Dialect = new(
        "Synerise",
        Described.Json,
        """{"timestamp":"2026-01-02T03:04:05Z","status":400,"error":"Bad Request","message":"The value is too long","path":"/v4/my-account/personal-information","errorCode":"FRH-1004","traceId":"0HN…","errors":[{"code":400,"field":"city","message":"The value is too long","rejectedValue":null}]}""",
        TakesCookies: false,
        Of)
    {
        Parameters = new Dictionary<string, ParameterKind>
        {
            ["clientId"] = ParameterKind.WholeNumber,
            ["pageIndex"] = ParameterKind.WholeNumber,
            ["pageSize"] = ParameterKind.WholeNumber,
            ["limit"] = ParameterKind.WholeNumber,
            ["offset"] = ParameterKind.WholeNumber,
            ["filters[anonymous]"] = ParameterKind.Choice,
            ["action"] = ParameterKind.Texts,
            ["time[from]"] = ParameterKind.Moment,
            ["time[to]"] = ParameterKind.Moment,
        },
    };

    private static readonly Dictionary<string, Described> Calls = new(StringComparer.Ordinal)
    {
        ["POST /auth/login/client/anonymous"] = Described.Of("A token for a visitor.", """{"apiKey":"01234abc-1234-5678-9abc-def012345678","uuid":"0d2a4a52-3c5b-4a3e-9b3f-5a1f0f6d2c11"}""", Token),
        ["POST /auth/login/client"] = Described.Of("Signs a customer in.", SignIn, Token),
        ["POST /auth/login/client/conditional"] = Described.Of("Signs a customer in; what stands against it comes as a status instead of an error.", SignIn, """{"status":"SUCCESS","conditions":[],"token":"eyJ…"}"""),
        ["POST /auth/refresh/client"] = Described.Of("A new token for one that still goes on.", """{"apiKey":"01234abc-1234-5678-9abc-def012345678"}""", Token),
        ["GET /auth/refresh/client"] = Described.Of("A new token for one that still goes on.", null, Token),
        ["POST /clients/registered"] = Described.Of("Registers an account.", """{"email":"anna@example.com","password":"correct horse","phone":"+4755501533","firstName":"Anna"}"""),
        ["POST /clients/activation/request"] = Described.Of("Mails the activation link again; answers alike whether or not there is an account.", """{"email":"anna@example.com"}"""),
        ["POST /clients/activation/confirmation"] = Described.Of("Activates an account with the token of the mail.", """{"token":"…","password":"correct horse"}"""),
        ["POST /clients/activation/by-pin-code/request"] = Described.Of("Mails a code that activates; answers alike whether or not there is an account.", """{"email":"anna@example.com"}"""),
        ["POST /clients/activation/by-pin-code/confirmation"] = Described.Of("Activates an account with the code of the mail.", """{"email":"anna@example.com","pinCode":"123456"}"""),
        ["GET /my-account/personal-information"] = Described.Of("The customer's own data.", null, Profile),
        ["POST /my-account/personal-information"] = Described.Of("Changes the customer's own data; what is not named stays.", Fields),
        ["POST /my-account/email-change/request"] = Described.Of("Asks for another e-mail address; a code goes to the phone on file, or without one to the current, verified address.", """{"email":"new@example.com","password":"correct horse"}"""),
        ["POST /my-account/email-change/confirmation"] = Described.Of("Confirms the other e-mail address.", """{"token":"123456","newsletterAgreement":true}"""),
        ["POST /my-account/phone-update/request"] = Described.Of("Asks for another phone number; a code goes to it.", """{"phone":"+4755501533"}"""),
        ["POST /my-account/phone-update/confirmation"] = Described.Of("Confirms the other phone number.", """{"phone":"+4755501533","confirmationCode":"123456","smsAgreement":true}"""),
        ["POST /my-account/change-password"] = Described.Of("Changes the password and ends the other sessions.", """{"oldPassword":"correct horse","password":"battery staple"}"""),
        ["POST /clients/password-reset/request"] = Described.Of("Mails a link to set a new password; answers alike whether or not there is an account.", """{"email":"anna@example.com"}"""),
        ["POST /clients/password-reset/confirmation"] = Described.Of("Sets the new password with the token of the mail.", """{"token":"…","password":"battery staple"}"""),
        ["POST /my-account/delete"] = Described.Of("Deletes the account.", """{"password":"correct horse"}"""),
        ["POST /clients/oauth/deleted"] = Described.Of("Deletes an account that signs in through the own provider.", """{"accessToken":"…"}"""),
        ["POST /clients/facebook/deleted"] = Described.Of("Deletes an account that signs in through Facebook.", """{"facebookToken":"…"}"""),
        ["POST /clients/apple/deleted"] = Described.Of("Deletes an account that signs in through Apple.", """{"identityToken":"…"}"""),
        ["POST /clients/google/deleted"] = Described.Of("Deletes an account that signs in through Google.", """{"identityToken":"…"}"""),
        ["POST /my-account/logout"] = Described.Of("Signs out, here or everywhere.", """{"action":"SIGN_OUT","fromAllDevices":false}""") with { MaySendNothing = true },
        ["POST /my-account/linked-devices"] = Described.Of("Makes a device of the customer known; where device control is on, sign-ins from it need no confirmation.", """{"deviceId":"ec9d4410-4048-43e5-b755-f7d53d00656c","type":"ANDROID","manufacturer":"Fairphone","model":"FP5","osVersion":"15"}"""),
        ["GET /client/device-control/{token}"] = Described.Of("Confirms the device of a refused sign-in with the token of the mail; whoever does not ask for application/json is sent to the page that asks first."),
        ["GET /events"] = Described.Of("The customer's own events.", null, Event, 200, EventQuery),
        ["POST /events/batch"] = Described.Of("Records many events at once; each says its kind in type.", """[{"type":"visited-screen","label":"Card","time":"2026-01-02T03:04:05Z","client":{"email":"anna@example.com"},"params":{"screenName":"Card"}},{"type":"custom","action":"size.chosen","label":"Size","client":{"email":"anna@example.com"}}]""", null, 202),
        ["POST /events/custom"] = Described.Of("Records an event under an action of one's own.", """{"action":"size.chosen","label":"Size","client":{"email":"anna@example.com"},"time":"2026-01-02T03:04:05Z","params":{"size":"M"}}""", null, 202),
        ["GET /server/time"] = Described.Of("The server's clock.", null, """{"serverTime":"2026-01-02T03:04:05.678Z"}"""),
        ["POST /auth/login/profile"] = Described.Of("A token for the business side.", """{"apiKey":"99999abc-1234-5678-9abc-def012345678"}""", """{"token":"eyJ…"}"""),
        ["GET /auth/refresh/profile"] = Described.Of("A new token for the business side.", null, """{"token":"eyJ…"}"""),
        ["GET /clients"] = Described.Of("Profiles, page by page.", null, $"[{Profile}]", 200, "pageIndex", "pageSize", "sortBy", "sortOrder", "filters[email]", "filters[firstName]", "filters[lastName]", "filters[phone]", "filters[anonymous]"),
        ["GET /crm/v1/list"] = Described.Of("Profiles, searched and page by page.", null, $$"""{"customers":[{{Listed}}],"all":1,"limit":25,"offset":0,"matching":1}""", 200, "limit", "offset", "recognized", "search", "sortBy"),
        ["POST /clients"] = Described.Of("Makes or changes the profile of an identifier.", Client, null, 202),
        ["POST /clients/batch"] = Described.Of("Makes or changes many profiles.", $"[{Client}]", """{"accepted":1,"refused":[{"index":1,"errors":[{"code":400,"field":"email","message":"A required value is missing","rejectedValue":null}]}]}""", 202),
        ["GET /clients/{clientId}"] = Described.Of("The profile of a number.", null, Profile),
        ["GET /clients/by-email/{value}"] = Described.Of("The profile of an e-mail address.", null, Profile),
        ["GET /clients/by-customid/{value}"] = Described.Of("The profile of the shop's own number.", null, Profile),
        ["GET /clients/by-uuid/{value}"] = Described.Of("The profile of a uuid.", null, Profile),
        ["GET /clients/by-phone/{value}"] = Described.Of("The profile of a phone number.", null, Profile),
        ["POST /clients/{clientId}"] = Described.Of("Changes the profile of a number.", Client),
        ["POST /clients/by-email/{value}"] = Described.Of("Changes the profile of an e-mail address.", Client),
        ["POST /clients/by-customid/{value}"] = Described.Of("Changes the profile of the shop's own number.", Client),
        ["DELETE /clients/{clientId}"] = Described.Of("Erases a profile with its account."),
        ["DELETE /clients/by-customid/{value}"] = Described.Of("Erases the profile of the shop's own number."),
        ["GET /events/by-client/{clientId}"] = Described.Of("The events of a profile.", null, Event, 200, EventQuery),
        ["GET /events/all"] = Described.Of("The events of all profiles.", null, Event, 200, EventQuery),
        ["GET /settings"] = Described.Of("The workspace's settings.", null, Settings),
        ["POST /settings"] = Described.Of("Replaces the workspace's settings; what is left out is back at its default.", Settings, Settings),
        ["POST /management/client/{clientId}/logout"] = Described.Of("Ends every session of a customer.", """{"action":"LOGOUT"}"""),
    };

    private static readonly Described Told = Described.Of("Records an event of this kind.", """{"label":"Cart","client":{"email":"anna@example.com"},"time":"2026-01-02T03:04:05Z","params":{"sku":"S-1"}}""", null, 202) with { MaySendNothing = true };

    private static Described? Of(string method, string path)
    {
        var name = path.Replace("by-custom-id", "by-customid", StringComparison.Ordinal);
        foreach (var prefix in (ReadOnlySpan<string>)["/sauth", "/uauth", "/v4", "/v3", "/v2"])
            if (name.StartsWith(prefix + "/", StringComparison.Ordinal)) name = name[prefix.Length..];
        return Calls.GetValueOrDefault($"{method} {name}") ?? (method == "POST" && name.StartsWith("/events/", StringComparison.Ordinal) ? Told : null);
    }
}
