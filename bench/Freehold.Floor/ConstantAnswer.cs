namespace Freehold.Floor;

/// <summary>GET /constant/{bytes}: the same number of bytes every time.</summary>
internal static class ConstantAnswer
{
    public static void Map(WebApplication app) => app.MapGet("/constant/{bytes:int}", (RequestDelegate)Answer);

    private static byte[] body = [];

    private static async Task Answer(HttpContext http)
    {
        var length = int.Parse((string)http.Request.RouteValues["bytes"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (body.Length != length) body = [.. "{\"constant\":\""u8, .. Enumerable.Repeat((byte)'x', Math.Max(0, length - 14)), .. "\"}"u8];
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}
