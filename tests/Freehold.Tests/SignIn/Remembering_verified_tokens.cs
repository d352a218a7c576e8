namespace Freehold.Tests.SignIn;

public class Remembering_verified_tokens
{
    private const string Token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI3In0.MEUCIQDx4QqvX0h1sT7mYw2pZr8kNf3bVgLJcHnWd5uE6aTzRsBiXoKyPqMjC9lGvU";

    private static readonly DateTimeOffset Now = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VerifiedTokens tokens = new();
    private readonly AccessToken says = new(TokenRealm.Client, new CustomerId(7), "session", null, "SYNERISE", Now.AddHours(1));

    [Fact]
    public void A_token_is_known_again()
    {
        Assert.True(tokens.TryName(Token, out var name));
        Assert.Null(tokens.Find(name));
        tokens.Add(name, says, Now);

        Assert.True(tokens.TryName(new string(Token), out var again));
        Assert.Same(says, tokens.Find(again));
    }

    /// <summary>Every letter counts, those of what is signed and those of the signature.</summary>
    [Fact]
    public void A_token_with_one_other_letter_is_another_token()
    {
        Assert.True(tokens.TryName(Token, out var name));
        tokens.Add(name, says, Now);

        for (var position = 0; position < Token.Length; position++)
        {
            var altered = Token.ToCharArray();
            altered[position] = altered[position] == 'A' ? 'B' : 'A';
            Assert.True(tokens.TryName(altered, out var other));
            Assert.Null(tokens.Find(other));
        }
    }

    /// <summary>Even where the hash is the same, as one could perhaps bring about: the signature decides.</summary>
    [Fact]
    public void The_hash_alone_opens_nothing()
    {
        Assert.True(tokens.TryName(Token, out var name));
        tokens.Add(name, says, Now);

        Assert.Null(tokens.Find(name with { End = name.End with { D = name.End.D ^ 1 } }));
        Assert.Null(tokens.Find(name with { Hash = name.Hash ^ (UInt128.One << 127) }));
        Assert.Same(says, tokens.Find(name));
    }

    /// <summary>Who signs in again and again must not fill the memory.</summary>
    [Fact]
    public void Expired_tokens_leave_when_neighbours_come()
    {
        Assert.True(tokens.TryName(Token, out var name));
        tokens.Add(name, says, Now);
        var neighbour = name with { Hash = name.Hash ^ 1 };
        tokens.Add(neighbour, says with { ExpiresAt = Now.AddHours(2) }, Now.AddMinutes(59));
        Assert.NotNull(tokens.Find(name));

        var last = name with { Hash = name.Hash ^ 2 };
        tokens.Add(last, says with { ExpiresAt = Now.AddHours(3) }, Now.AddHours(1));

        Assert.Null(tokens.Find(name));
        Assert.NotNull(tokens.Find(neighbour));
        Assert.NotNull(tokens.Find(last));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short.enough.to-be-none")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI3In0.Żółć-MEUCIQDx4QqvX0h1sT7mYw2pZr8kNf3bVgLJcHnWd5uE6aTzRsBiXoKyPqMjC9lGvU")]
    public void What_is_no_token_has_no_name(string text) => Assert.False(tokens.TryName(text, out _));

    [Fact]
    public void What_is_too_long_has_no_name() => Assert.False(tokens.TryName(new string('a', 2049), out _));
}
