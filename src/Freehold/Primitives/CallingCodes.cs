using System.Collections.Frozen;

namespace Freehold;

/// <summary>Calling codes (ITU-T E.164) and trunk prefixes of the countries of ISO 3166-1; the list of countries itself, too.</summary>
internal static class CallingCodes
{
    private const int LongestPrefix = 7;

    // Country, calling code, then further prefixes of its own within a code it shares. A territory marked with ~ dials
    // under another country's code, so that its digits alone name that one.
    private const string Countries = """
        AD 376;AE 971;AF 93;AG 1268;AI 1264;AL 355;AM 374;AO 244;AQ ~672;AR 54;AS 1684;AT 43;AU 61;AW 297;AX ~358;AZ 994
        BA 387;BB 1246;BD 880;BE 32;BF 226;BG 359;BH 973;BI 257;BJ 229;BL ~590;BM 1441;BN 673;BO 591;BQ 599 5993 5994 5997;BR 55
        BS 1242;BT 975;BV ~47;BW 267;BY 375;BZ 501
        CA 1 1204 1226 1236 1249 1250 1257 1263 1289 1306 1343 1354 1365 1367 1368 1382 1387 1403 1416 1418 1428 1431 1437 1438 1450 1460 1468 1474 1506 1514 1519 1537 1548 1568 1579 1581 1584 1587 1604 1613 1639 1647 1672 1683 1705 1709 1742 1753 1778 1780 1782 1807 1819 1825 1867 1873 1879 1902 1905 1942
        CC ~61;CD 243;CF 236;CG 242;CH 41;CI 225;CK 682;CL 56;CM 237;CN 86;CO 57;CR 506;CU 53;CV 238;CW 599;CX ~61;CY 357;CZ 420
        DE 49;DJ 253;DK 45;DM 1767;DO 1 1809 1829 1849;DZ 213;EC 593;EE 372;EG 20;EH ~212;ER 291;ES 34;ET 251;FI 358;FJ 679;FK 500
        FM 691;FO 298;FR 33;GA 241;GB 44;GD 1473;GE 995;GF 594;GG 44 441481;GH 233;GI 350;GL 299;GM 220;GN 224;GP 590;GQ 240;GR 30
        GS ~500;GT 502;GU 1671;GW 245;GY 592;HK 852;HM ~672;HN 504;HR 385;HT 509;HU 36;ID 62;IE 353;IL 972;IM 44 441624;IN 91
        IO 246;IQ 964;IR 98;IS 354;IT 39;JE 44 441534;JM 1 1876 1658;JO 962;JP 81;KE 254;KG 996;KH 855;KI 686;KM 269;KN 1869;KP 850
        KR 82;KW 965;KY 1345;KZ 7 76 77;LA 856;LB 961;LC 1758;LI 423;LK 94;LR 231;LS 266;LT 370;LU 352;LV 371;LY 218;MA 212;MC 377
        MD 373;ME 382;MF ~590;MG 261;MH 692;MK 389;ML 223;MM 95;MN 976;MO 853;MP 1670;MQ 596;MR 222;MS 1664;MT 356;MU 230;MV 960
        MW 265;MX 52;MY 60;MZ 258;NA 264;NC 687;NE 227;NF 672;NG 234;NI 505;NL 31;NO 47;NP 977;NR 674;NU 683;NZ 64;OM 968;PA 507
        PE 51;PF 689;PG 675;PH 63;PK 92;PL 48;PM 508;PN ~64;PR 1 1787 1939;PS 970;PT 351;PW 680;PY 595;QA 974;RE 262;RO 40;RS 381
        RU 7;RW 250;SA 966;SB 677;SC 248;SD 249;SE 46;SG 65;SH 290;SI 386;SJ ~47;SK 421;SL 232;SM 378;SN 221;SO 252;SR 597;SS 211
        ST 239;SV 503;SX 1721;SY 963;SZ 268;TC 1649;TD 235;TF ~262;TG 228;TH 66;TJ 992;TK 690;TL 670;TM 993;TN 216;TO 676;TR 90
        TT 1868;TV 688;TW 886;TZ 255;UA 380;UG 256;UM ~1;US 1;UY 598;UZ 998;VA 39 3906698;VC 1784;VE 58;VG 1284;VI 1340;VN 84;VU 678
        WF 681;WS 685;YE 967;YT 262 262269 262639;ZA 27;ZM 260;ZW 263
        """;

    // National numbers are dialled without a prefix; a leading zero, where there is one (Italy, Ivory Coast), belongs to the number.
    private const string WithoutTrunk = """
        AD AO AQ AW BF BH BI BJ BN BQ BT BV BW BZ CC CF CG CI CK CL CM CO CR CV CW CX CY CZ DJ DK EE ES FJ FK FM FO GL GM GN GQ GR GS GT
        GW HK HM HN HT IO IS IT KI KM KW LC LI LS LU LV MC MH ML MO MR MT MU MV MW MX MZ NC NE NF NI NO NR NU OM PA PF PG PL PT PW
        QA SB SC SG SH SJ SM SN ST SV SZ TD TG TJ TK TN TO TV UZ VA VU WF WS
        """;

    // Where it is neither 0 nor nothing; the countries of the North American plan dial 1.
    private const string OtherTrunk = "BY 80;HU 06;KZ 8;RU 8;TM 8";

    private static readonly FrozenDictionary<string, string> CodeOf;
    private static readonly FrozenDictionary<string, string> CountryOfPrefix;
    private static readonly FrozenSet<string> NoTrunk = WithoutTrunk.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    private static readonly FrozenDictionary<string, string> TrunkOf = OtherTrunk.Split(';').ToFrozenDictionary(entry => entry[..2], entry => entry[3..]);

    static CallingCodes()
    {
        var codes = new Dictionary<string, string>();
        var prefixes = new Dictionary<string, string> { ["1"] = "US", ["7"] = "RU", ["39"] = "IT", ["44"] = "GB", ["262"] = "RE", ["599"] = "CW" };
        foreach (var entry in Countries.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = entry.Split(' ');
            codes[words[0]] = words[1].TrimStart('~');
            foreach (var prefix in words.AsSpan(1))
                if (prefix[0] != '~') prefixes.TryAdd(prefix, words[0]);
        }
        CodeOf = codes.ToFrozenDictionary();
        CountryOfPrefix = prefixes.ToFrozenDictionary();
    }

    public static int Count => CodeOf.Count;

    public static bool IsCountry(string code) => CodeOf.ContainsKey(code);

    /// <summary>The country that the digits of an international number point to; null when no country has them.</summary>
    public static string? CountryOf(ReadOnlySpan<char> digits)
    {
        var lookup = CountryOfPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(LongestPrefix, digits.Length); length > 0; length--)
            if (lookup.TryGetValue(digits[..length], out var country)) return country;
        return null;
    }

    /// <summary>The digits of a number in international form, from those dialled inside the country.</summary>
    public static string International(string country, string dialled)
    {
        var code = CodeOf[country];
        if (code[0] == '1') return FromNorthAmerica(code, dialled);

        var trunk = NoTrunk.Contains(country) ? "" : TrunkOf.GetValueOrDefault(country, "0");
        // Russian and Kazakh area codes may begin with the 8 that is also the trunk prefix; only the length (1 + 10) tells.
        var hasTrunk = dialled.StartsWith(trunk, StringComparison.Ordinal) && (code != "7" || dialled.Length == 11);
        return code + (hasTrunk ? dialled[trunk.Length..] : dialled);
    }

    /// <summary>What a number begins with in international form, from what was typed of it. What begins as the calling code does is taken for it, typed without a plus, though a national number may begin so too.</summary>
    public static string InternationalBeginning(string country, string typed)
    {
        var code = CodeOf[country];
        return typed.StartsWith(code, StringComparison.Ordinal) || code.StartsWith(typed, StringComparison.Ordinal) ? typed : International(country, typed);
    }

    // One number space for all its countries: 011 leads out of it, 1 is trunk prefix and calling code at once, seven digits are local.
    private static string FromNorthAmerica(string code, string dialled)
    {
        if (dialled.StartsWith("011", StringComparison.Ordinal)) return dialled[3..];
        if (dialled.Length == 7) return code + dialled;
        return dialled.Length == 11 && dialled[0] == '1' ? dialled : "1" + dialled;
    }
}
