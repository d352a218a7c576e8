using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>The devices that the customer's account knows: seeing them, forgetting one.</summary>
internal static class OwnDevices
{
    public static async Task ListAsync(HttpContext http, Caller caller) =>
        await AccountJson.AnswerAsync(http, await Core(http).ListAsync(caller, http.RequestAborted), static (json, known) =>
        {
            json.WriteStartArray("devices"u8);
            foreach (var device in known)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, device.Id);
                json.WriteString("type"u8, device.Told.Type);
                json.WriteString("manufacturer"u8, device.Told.Manufacturer);
                json.WriteString("model"u8, device.Told.Model);
                json.WriteString("osVersion"u8, device.Told.OsVersion);
                json.WriteString("linkedAt"u8, device.LinkedAt.UtcDateTime);
                json.WriteString("seenAt"u8, device.SeenAt.UtcDateTime);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    public static async Task ForgetAsync(HttpContext http, Caller caller) =>
        await AccountErrors.AnswerAsync(http, await Core(http).ForgetAsync(caller, (string)http.Request.RouteValues["id"]!, http.RequestAborted));

    private static Devices Core(HttpContext http) => http.RequestServices.GetRequiredService<Devices>();
}
