namespace Freehold.Tests;

public sealed class Hashing_passwords
{
    private static readonly PasswordOptions Quick = new() { MemoryKib = 64, Iterations = 1 };

    public static TheoryData<string> Unusual => new(
        "eightchr",
        new string('x', 64),
        string.Concat(Enumerable.Repeat("ab😀c", 64)),
        "😀😀😀😀😀😀😀😀",
        "  outer spaces  ",
        "<b>bold</b> & \"quoted\"",
        "tab\tand\nline");

    [Theory]
    [MemberData(nameof(Unusual))]
    public async Task keeps_every_character(string password)
    {
        using var hashing = new PasswordHashing(Quick);

        var stored = (await hashing.HashAsync(password, default)).Value;

        Assert.Equal(PasswordVerdict.Right, (await hashing.VerifyAsync(password, stored, default)).Value);
        Assert.Equal(PasswordVerdict.Wrong, (await hashing.VerifyAsync(password[..^1] + "?", stored, default)).Value);
        Assert.Equal(PasswordVerdict.Wrong, (await hashing.VerifyAsync(password + " ", stored, default)).Value);
    }

    [Fact]
    public async Task takes_both_spellings_of_an_accented_letter_for_one_password()
    {
        using var hashing = new PasswordHashing(Quick);

        var stored = (await hashing.HashAsync("Zażółć gęślą", default)).Value;

        Assert.Equal(PasswordVerdict.Right, (await hashing.VerifyAsync("Zaz\u0307o\u0301łc\u0301 ge\u0328s\u0301la\u0328", stored, default)).Value);
    }

    [Fact]
    public async Task writes_the_standard_string_at_the_standard_cost()
    {
        using var hashing = new PasswordHashing(new PasswordOptions());

        var stored = (await hashing.HashAsync("correct horse", default)).Value;

        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", stored);
        Assert.NotEqual(stored, (await hashing.HashAsync("correct horse", default)).Value);
    }

    [Fact]
    public async Task asks_for_a_new_hash_where_the_old_one_is_weak()
    {
        using var before = new PasswordHashing(Quick);
        using var hashing = new PasswordHashing(new PasswordOptions());

        var stored = (await before.HashAsync("correct horse", default)).Value;

        Assert.Equal(PasswordVerdict.RightButWeak, (await hashing.VerifyAsync("correct horse", stored, default)).Value);
        Assert.Equal(PasswordVerdict.RightButWeak, (await hashing.VerifyAsync("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", default)).Value);
        Assert.Equal(PasswordVerdict.Wrong, (await hashing.VerifyAsync("correct cow", stored, default)).Value);
    }

    [Fact]
    public async Task does_equal_work_for_accounts_that_do_not_exist()
    {
        using var hashing = new PasswordHashing(Quick);
        var stored = (await hashing.HashAsync("correct horse", default)).Value;

        foreach (var candidate in (string?[])[stored, null, "unreadable"])
        {
            var before = hashing.HashesDone;
            var verdict = (await hashing.VerifyAsync("wrong horse", candidate, default)).Value;
            Assert.Equal(PasswordVerdict.Wrong, verdict);
            Assert.Equal(before + 1, hashing.HashesDone);
        }
    }

    [Fact]
    public async Task refuses_what_is_no_password_without_work()
    {
        using var hashing = new PasswordHashing(Quick);

        // Not as test data: attributes are kept as UTF-8, which knows no lone surrogates.
        foreach (var (password, expected) in ((string, FailureCode)[])
            [
                ("with\0nul", FailureCode.Malformed),
                ("lone\ud83dhalf", FailureCode.Malformed),
                ("half at the end\ud83d", FailureCode.Malformed),
                ("\ude00half at the start", FailureCode.Malformed),
                ("\ude00\ud83dthe wrong way round", FailureCode.Malformed),
                (new string('x', 257), FailureCode.TooLong),
            ])
        {
            Assert.Equal(new Failure(expected, "password"), (await hashing.HashAsync(password, default)).Failure);
            Assert.Equal(PasswordVerdict.Wrong, (await hashing.VerifyAsync(password, null, default)).Value);
        }

        Assert.Equal(0, hashing.HashesDone);
    }

    [Fact]
    public async Task falls_back_to_PBKDF2_where_libargon2_is_missing()
    {
        using var hashing = new PasswordHashing(Quick, argon2: false, threads: 1);

        var stored = (await hashing.HashAsync("correct horse", default)).Value;

        Assert.StartsWith("$pbkdf2-sha512$i=210000$", stored);
        Assert.Equal(PasswordVerdict.RightButWeak, (await hashing.VerifyAsync("correct horse", stored, default)).Value);
        Assert.Equal(PasswordVerdict.Wrong, (await hashing.VerifyAsync("correct cow", stored, default)).Value);
        Assert.Equal(PasswordVerdict.Wrong, (await hashing.VerifyAsync("correct horse", null, default)).Value);
        Assert.Equal(4, hashing.HashesDone);
    }
}
