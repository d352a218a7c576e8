using System.Text;

namespace Freehold.Tests;

/// <summary>Known answers: phc-winner-argon2's test.c, RFC 7914, crypt_blowfish and escrypt, Python's hashlib.</summary>
public sealed class Stored_hashes
{
    private const string Scrypt64 = "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw";

    [Theory]
    [InlineData("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA")]
    [InlineData("password", "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ")]
    [InlineData("pässword", "$pbkdf2-sha512$i=210000$MDEyMzQ1Njc4OWFiY2RlZg$r0Vxf4iGRdlIHDsY9hVWlWTUBP+ZLRud2G7BQtr50vg")]
    [InlineData("pässword", "$pbkdf2-sha256$210000$MDEyMzQ1Njc4OWFiY2RlZg$KbERinOQgbLRYpPJ3w128m5/95RBf+RJep62xHoVyZM")]
    [InlineData("password", "$pbkdf2-sha512$4096$c2FsdA$0Zexsz2wFD4BixLz0dFHnmzevcyXxcD4f2kC4HL0V7UUPzBgJkGz1VzTNZiMs2uEN2Bg7NUy4Dm3QqI5Q0ry1Q")]
    [InlineData("correct horse", "AQAAAAEAACcQAAAAEDAxMjM0NTY3ODlhYmNkZWZMjaCu29XUdbmfPasFji1y2WuY6PltmzR3D2Pw0elFFw==")]
    [InlineData("correct horse", "AQAAAAIAAYagAAAAEDAxMjM0NTY3ODlhYmNkZWYL504WkqoV4jNQA1TdldmQ8M9M+JM4baiy4qI0pStIVQ==")]
    [InlineData("pleaseletmein", "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$" + Scrypt64)]
    [InlineData("pleaseletmein", "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D")]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    public void match_their_password_and_no_other(string password, string stored)
    {
        var hash = PasswordHash.Parse(stored);

        Assert.NotNull(hash);
        Assert.True(hash.CanVerify);
        Assert.True(hash.Matches(Encoding.UTF8.GetBytes(password)));
        Assert.False(hash.Matches(Encoding.UTF8.GetBytes(password + "x")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$")]
    [InlineData("$1$salt$qJH7.N4xYta3aEG/dfqo/0")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$!!!")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$AAAA")]
    [InlineData("$argon2id$v=19$m=4000000,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=65536,t=4000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=65536,t=2,m=8$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$pbkdf2-sha512$i=0$MDEyMzQ1Njc4OWFiY2RlZg$r0Vxf4iGRdlIHDsY9hVWlWTUBP+ZLRud2G7BQtr50vg")]
    [InlineData("$scrypt$ln=30,r=8,p=1$U29kaXVtQ2hsb3JpZGU$" + Scrypt64)]
    [InlineData("$2y$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$7$zz..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D")]
    [InlineData("AQAAAAEAACcQ////8DAxMjM0NTY3ODlhYmNkZWZMjaCu29XUdbmfPasFji1y2WuY6PltmzR3D2Pw0elFFw==")]
    public void of_no_known_form_or_of_ruinous_cost_are_refused(string stored)
    {
        var hash = PasswordHash.Parse(stored);

        Assert.Null(hash);
        Assert.False(PasswordHashing.CanVerify(stored));
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", 54)]
    [InlineData("$argon2id$v=19$m=262144,t=32,p=16$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", 54)]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", 86)]
    [InlineData("$argon2id$v=19$t=2,m=19456,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", 97)]
    [InlineData("$argon2i$v=19$m=65536,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", 96)]
    [InlineData("$2a$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", 60)]
    public void come_back_as_they_were_packed_or_not(string text, int bytes)
    {
        var stored = StoredHash.Of(text);

        Assert.Equal(bytes, stored.Length);
        Assert.Equal(text, StoredHash.Text(stored));
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", false)]
    [InlineData("$argon2id$v=19$m=47104,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", false)]
    [InlineData("$argon2id$v=19$m=19456,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", true)]
    [InlineData("$argon2id$v=19$m=9216,t=9,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", true)]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", true)]
    [InlineData("$argon2i$v=19$m=65536,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", true)]
    [InlineData("$pbkdf2-sha512$i=210000$MDEyMzQ1Njc4OWFiY2RlZg$r0Vxf4iGRdlIHDsY9hVWlWTUBP+ZLRud2G7BQtr50vg", true)]
    [InlineData("$2a$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", true)]
    public void know_whether_they_are_weaker_than_the_setting(string stored, bool weaker)
    {
        var hash = PasswordHash.Parse(stored);

        Assert.Equal(weaker, hash!.IsWeakerThan(new PasswordOptions()));
    }
}
