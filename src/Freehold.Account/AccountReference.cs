using Freehold.Http;

namespace Freehold.AccountApi;

/// <summary>What the API reference says of each call of our own API.</summary>
internal static class AccountReference
{
    private const string Lines = "application/x-ndjson";
    private const string Taken = """{"accepted":2,"refused":[{"line":3,"message":"label: A required value is missing."}]}""";

    private const string Exported = """{"format":"freehold-account/1","exportedAt":"2026-01-02T03:04:05Z","id":7,"account":true,"standing":"active","createdAt":"2026-01-02T03:04:05Z","changedAt":"2026-01-02T03:04:05Z","email":"anna@example.com","emailVerified":true,"verifiedEmail":"anna@example.com","code":null,"customId":null,"uuid":"0d2a4a52-3c5b-4a3e-9b3f-5a1f0f6d2c11","phone":"+4755501533","phoneVerified":true,"salutation":null,"company":null,"vatId":null,"title":null,"firstName":"Anna","lastName":"Berg","address1":null,"address2":null,"address3":null,"postal":null,"city":"Oslo","state":null,"languageId":null,"countryId":"NO","telephone":null,"telefax":null,"website":null,"longitude":null,"latitude":null,"label":"Anna Berg","birthDate":null,"avatarUrl":null,"sex":null,"whatsAppId":null,"agreements":{"email":true,"sms":false,"push":false,"webPush":false,"bluetooth":false,"rfid":false,"wifi":false},"attributes":{},"tags":[],"passwordSetAt":"2026-01-02T03:04:05Z","identifiers":[{"kind":"login","value":"anna@example.com"}],"agreementRecords":[],"addresses":[],"properties":[],"lists":[],"groups":[],"orders":[],"events":[],"signIns":[],"sessions":[],"devices":[],"confirmations":[],"messages":[]}""";

    public static readonly Dialect Dialect = new(
        "Account",
        "application/problem+json",
        """{"type":"about:blank","title":"The value is too long.","status":422,"code":"too_long","field":"email"}""",
        TakesCookies: true,
        (method, path) => Calls!.GetValueOrDefault($"{method} {path}"));

    private static readonly Dictionary<string, Described> Calls = new(StringComparer.Ordinal)
    {
        ["POST /account/v1/session"] = Described.Of("Signs in with a cookie.", """{"email":"anna@example.com","password":"correct horse"}""", """{"accountId":7,"expiresAt":"2026-01-02T03:04:05Z"}"""),
        ["GET /account/v1/session"] = Described.Of("Tells who is signed in; with a cookie also the token against forgery.", null, """{"accountId":7,"expiresAt":"2026-01-02T03:04:05Z","csrfToken":"…"}"""),
        ["DELETE /account/v1/session"] = Write("Signs out."),
        ["GET /account/v1/sessions"] = Described.Of("The own sessions, the newest first.", null, """{"sessions":[{"id":"c0123456789abcdef0123456789abcdef","method":"SYNERISE","begunAt":"2026-01-02T03:04:05Z","seenAt":"2026-01-02T03:04:05Z","clientAddress":"192.0.2.1","current":true}]}"""),
        ["DELETE /account/v1/sessions"] = Write("Ends all own sessions but the one that asks."),
        ["DELETE /account/v1/sessions/{id}"] = Write("Ends one of the own sessions, as the list names it."),
        ["GET /account/v1/devices"] = Described.Of("The devices that the account knows, the last seen first.", null, """{"devices":[{"id":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","type":"ANDROID","manufacturer":"Fairphone","model":"FP5","osVersion":"15","linkedAt":"2026-01-02T03:04:05Z","seenAt":"2026-01-02T03:04:05Z"}]}"""),
        ["DELETE /account/v1/devices/{id}"] = Write("Forgets one of the devices, as the list names it; its sessions go on."),
        ["OPTIONS /account/v1/session"] = Permission,
        ["OPTIONS /account/v1/sessions"] = Permission,
        ["OPTIONS /account/v1/sessions/{id}"] = Permission,
        ["OPTIONS /account/v1/devices"] = Permission,
        ["OPTIONS /account/v1/devices/{id}"] = Permission,
        ["OPTIONS /account/v1/agreements"] = Permission,
        ["OPTIONS /account/v1/export"] = Permission,
        ["GET /account/v1/agreements"] = Described.Of("What the customer agreed to, and how that came to be.", null, """{"agreements":{"email":true,"sms":false,"push":false,"webPush":false,"bluetooth":false,"rfid":false,"wifi":false},"history":[{"purpose":"email","granted":true,"at":"2026-01-02T03:04:05Z","source":"synerise/registered","clientAddress":null,"textVersion":null}]}"""),
        ["GET /account/v1/export"] = Described.Of("Everything that is kept of the customer, as one document; the password must have been proved lately, within five minutes unless set otherwise. Ten times an hour at most.", null, Exported),
        ["PUT /account/v1/admin/groups"] = Upload("Upserts groups, one a line: {\"id\":\"1\",\"code\":\"vip\",\"label\":\"Best customers\"}."),
        ["PUT /account/v1/admin/products"] = Upload("Upserts products, one a line: {\"id\":\"1\",\"code\":\"demo-article\",\"label\":\"Demo article\",\"status\":1}."),
        ["PUT /account/v1/admin/orders"] = Upload("Upserts orders, one a line: {\"id\":\"1\",\"accountId\":42,\"placedAt\":\"2026-01-02T03:04:05Z\",\"document\":{}}."),
        ["PATCH /account/v1/admin/accounts/{id}"] = Described.Of("Disables (0) or enables (1) an account, and sets its groups.", """{"status":0,"groups":["1"]}""", """{"accepted":1,"refused":[]}"""),
    };

    private static Described Permission => Described.Of("Tells a browser whether a front end of another origin may call.", null, null, 204);

    private static Described Write(string summary) => Described.Of(summary, null, null, 204) with { SessionHeader = CsrfTokens.Header };

    private static Described Upload(string summary) => new(summary) { SendsType = Lines, Answers = Taken, AnswersType = Described.Json };
}
