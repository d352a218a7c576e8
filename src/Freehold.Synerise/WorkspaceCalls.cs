using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 30: the workspace's settings; writing replaces all, so that what is left out is back at its default.</summary>
internal static class WorkspaceCalls
{
    private const int ShortestTokenSeconds = 60;

    /// <summary>A session lasts no longer.</summary>
    private const int LongestTokenSeconds = 30 * 86_400;

    private const int MostCharacters = 200_000;

    public static async Task ReadAsync(HttpContext http) =>
        await WriteAsync(http, await Workspace(http).SettingsAsync(http.RequestAborted));

    public static async Task ReplaceAsync(HttpContext http)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var workspace = Workspace(http);
        var wanted = Read(sent, workspace.Defaults);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await WriteAsync(http, await workspace.ReplaceAsync(wanted, http.RequestAborted));
    }

    private static WorkspaceSettings Read(Sent sent, WorkspaceSettings defaults)
    {
        var mode = defaults.Registration;
        if (sent.Text("registrationType") is { } type && !RegistrationModes.Parse(type, "registrationType").Is(out mode, out var unknown)) sent.Failures.Add(unknown);
        return new WorkspaceSettings
        {
            DeviceControl = Control(sent, "deviceControl"),
            Registration = mode,
            TokenLifetimeInSeconds = Seconds(sent, "tokenLifetimeInSeconds") ?? defaults.TokenLifetimeInSeconds,
            ConfirmationMailSubject = Text(sent, "confirmationMailSubject"),
            ConfirmationMailBody = Text(sent, "confirmationMailBody"),
            ConfirmationMailTemplateId = Text(sent, "confirmationMailTemplateId"),
            ConfirmationRedirectLink = sent.Parsed("confirmationRedirectLink", WebAddress),
            PasswordResetMailSubject = Text(sent, "passwordResetMailSubject"),
            PasswordResetMailBody = Text(sent, "passwordResetMailBody"),
            PasswordResetMailTemplateId = Text(sent, "passwordResetMailTemplateId"),
            VoucherPoolUuid = Text(sent, "voucherPoolUuid"),
            AllowOverwriteCustomIdentify = sent.Flag("allowOverwriteCustomIdentify") ?? defaults.AllowOverwriteCustomIdentify,
        };
    }

    private static string? Text(Sent sent, string name) => sent.Parsed(name, static (text, field) => PlainText.Parse(text, field, MostCharacters)!);

    private static DeviceControl? Control(Sent sent, string name)
    {
        if (sent.Text(name) is not { } text) return null;
        if (DeviceControls.Parse(text, name).Is(out var control, out var unknown)) return control;
        sent.Failures.Add(unknown);
        return null;
    }

    private static int? Seconds(Sent sent, string name)
    {
        if (sent.Find(name) is not { ValueKind: not JsonValueKind.Null } value) return null;
        if (value.ValueKind != JsonValueKind.Number) sent.Failures.Add(new Failure(FailureCode.WrongType, name));
        else if (value.TryGetInt32(out var seconds) && seconds is >= ShortestTokenSeconds and <= LongestTokenSeconds) return seconds;
        else sent.Failures.Add(new Failure(FailureCode.OutOfRange, name) { Rejected = value.GetRawText() });
        return null;
    }

    private static Result<string> WebAddress(string text, string field) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? text : new Failure(FailureCode.Malformed, field) { Rejected = text };

    private static Task WriteAsync(HttpContext http, WorkspaceSettings settings) =>
        SyneriseJson.WriteAsync(
            http,
            StatusCodes.Status200OK,
            settings,
            static (json, settings) =>
            {
                json.WriteStartObject();
                json.WriteString("registrationType"u8, RegistrationModes.NameOf(settings.Registration));
                json.WriteNumber("tokenLifetimeInSeconds"u8, settings.TokenLifetimeInSeconds);
                json.WriteString("confirmationMailSubject"u8, settings.ConfirmationMailSubject);
                json.WriteString("confirmationMailBody"u8, settings.ConfirmationMailBody);
                json.WriteString("confirmationMailTemplateId"u8, settings.ConfirmationMailTemplateId);
                json.WriteString("confirmationRedirectLink"u8, settings.ConfirmationRedirectLink);
                json.WriteString("passwordResetMailSubject"u8, settings.PasswordResetMailSubject);
                json.WriteString("passwordResetMailBody"u8, settings.PasswordResetMailBody);
                json.WriteString("passwordResetMailTemplateId"u8, settings.PasswordResetMailTemplateId);
                json.WriteString("voucherPoolUuid"u8, settings.VoucherPoolUuid);
                json.WriteBoolean("allowOverwriteCustomIdentify"u8, settings.AllowOverwriteCustomIdentify);
                json.WriteString("deviceControl"u8, DeviceControls.NameOf(settings.DeviceControl ?? DeviceControl.Off));
                json.WriteEndObject();
            });

    private static Workspace Workspace(HttpContext http) => http.RequestServices.GetRequiredService<Workspace>();
}
