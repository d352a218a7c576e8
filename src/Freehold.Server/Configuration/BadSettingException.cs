namespace Freehold.Server.Configuration;

/// <summary>A setting that cannot be served with; the message is one line that names it.</summary>
public sealed class BadSettingException : Exception
{
    /// <summary>Ends the start with one line.</summary>
    public BadSettingException(string message) : base(message)
    {
    }

    /// <summary>Ends the start with one line.</summary>
    public BadSettingException(string message, Exception cause) : base(message, cause)
    {
    }

    /// <summary>Ends the start.</summary>
    public BadSettingException()
    {
    }
}
