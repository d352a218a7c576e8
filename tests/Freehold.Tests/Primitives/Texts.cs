using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Tests;

/// <summary>Texts to throw at parsers: any UTF-16, lone surrogates included, mixed with the characters that mean something to them.</summary>
internal static class Texts
{
    private const string Meaning = "@@..\"\\-+()/ :0123456789aeozAEZßéΣς\u0301\u0308\u0338\u0345İı\uFF20\uFF0E\u3002\u2100\uFB01\u00A8\u00AD\uFE0F\u2028\r\n\0\uD83D\uDE00\uAC00\u1100\u1161\u11A8[]_,";

    public static Arbitrary<string> Any { get; } = Gen.Frequency(
            (3, Gen.Elements(Meaning.ToCharArray())),
            (1, Gen.Choose(0, 0xFFFF).Select(code => (char)code)))
        .ArrayOf().Select(characters => new string(characters)).ToArbitrary();

    /// <summary>Texts that often are addresses, with letters of many scripts.</summary>
    public static Arbitrary<string> Addresses { get; } =
        (from local in Part
         from host in Part
         from quoted in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
         select quoted ? $"\"{local}\"@{host}.example" : $"{local}@{host}.example").ToArbitrary();

    public static void Hold(this Arbitrary<string> texts, Func<string, bool> law) =>
        Prop.ForAll(texts, law).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<string> Part => Gen.Frequency(
            (4, Gen.Elements("abcxyzABCXYZ0189éÉüÜßΣσςжЖ日本ÅÅ\uFB01Ａ\u0301\u0308\uAC01".ToCharArray())),
            (1, Gen.Elements(".-\\+ _".ToCharArray())))
        .NonEmptyListOf().Select(characters => string.Concat(characters));
}
