namespace Freehold.Server.Guards;

/// <summary>The one handler of exceptions: logs a bug or a broken dependency once, and answers as the dialect does, without details.</summary>
internal sealed partial class Faults(ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException bad)
        {
            await AnswerAsync(http, bad.StatusCode);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer to, and whatever broke, broke on the way out.
        }
        catch (Exception fault)
        {
            LogFault(log, fault, http.TraceIdentifier);
            await AnswerAsync(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static async Task AnswerAsync(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        SecurityHeaders.Set(http);
        await FaultAnswers.WriteAsync(http, status);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Id} ended in a fault.")]
    private static partial void LogFault(ILogger log, Exception fault, string id);
}
