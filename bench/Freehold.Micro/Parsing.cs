using BenchmarkDotNet.Attributes;

namespace Freehold.Micro;

/// <summary>Untrusted text becomes trusted types.</summary>
public class Parsing
{
    private readonly string international = new("ñandú@exämple.com");

    [Benchmark]
    public EmailAddress? PlainEmail() => EmailAddress.Parse("anna.kowalska@example.com", "email").Value;

    [Benchmark]
    public EmailAddress? InternationalEmail() => EmailAddress.Parse(international, "email").Value;

    [Benchmark]
    public Phone? Phone() => Freehold.Phone.Parse("+48 555 015 332", "phone", null).Value;

    [Benchmark]
    public CookieSession? Cookie() => CookieSession.Parse("123456789abcd.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ");

    [Benchmark]
    public string CookieHash() => CookieSession.Parse("123456789abcd.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ")!.Value.SessionId();
}
