using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>Who calls our own API: a bearer, else a session cookie, whose writes must carry the token of <c>GET /account/v1/session</c>.</summary>
internal static class AccountCaller
{
    /// <summary>Hands the caller to what serves a route, or answers why there is none.</summary>
    public static RequestDelegate Ask(Func<HttpContext, Caller, Task> serve) => async http =>
    {
        var asked = await OfAsync(http);
        if (asked.Is(out var caller, out var failure)) await serve(http, caller);
        else await AccountErrors.WriteAsync(http, failure);
    };

    private static async ValueTask<Result<Caller>> OfAsync(HttpContext http)
    {
        var via = $"account/{http.Request.Method} {http.Request.Path.Value}";
        if (Credentials.ArePresented(http.Request))
        {
            var token = await Credentials.BearerAsync(http);
            return Credentials.Refusal(http, token, Access.Customer) is { } refusal ? refusal : new Caller(token!.Customer, token.Session, ClientOrigin.Of(http, via));
        }

        if (SessionCookie.Caller(http, via) is not { } caller) return FailureCode.NotSignedIn;
        if (HttpMethods.IsGet(http.Request.Method)) return caller;

        return CsrfTokens.Match(http.RequestServices.GetRequiredService<Secrets>(), caller.Session, CsrfTokens.SentIn(http.Request)) ? caller : new Failure(FailureCode.Forbidden, CsrfTokens.Header);
    }
}
