namespace VeritasVault.Page.Tests;

public class JsonTests(Chromium chromium)
{
    private static readonly string[] Good =
    [
        """{"a":1,"b":["x",null,true,false,{}],"ü":"\u0001\n\"\\"}""",
        "0", "18446744073709551615", " [ 1 , 2 ] ", "\"/\u007f\u2028😀\"", "\"\"",
        $"{new string('[', 16)}{new string(']', 16)}",
    ];

    private static readonly string[] Bad =
    [
        "", " ", "{", "[1,]", """{"a":1,}""", """{"a":1 "b":2}""", """{"a":1,"a":2}""", """{"a":1,"\u0061":2}""",
        "{a:1}", "{1:1}", "01", "-1", "-0", "+1", "1.0", "1e2", "1E2", ".5", "0x1", "18446744073709551616",
        "999999999999999999999999", "NaN", "nul", "nulll", "True", "\"\\u0041\"", "\"\\/\"", "\"\\u000a\"",
        "\"\\u001F\"", "\"\\u2028\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\x\"", "\"\\", "\"\n\"", "\"\t\"",
        "\"a", "[1] 2", "[1]]", "\ufeff1", "[1/*x*/]", "'a'", "\v1", "\u00a01",
        $"{new string('[', 17)}{new string(']', 17)}",
        new string('[', 1_000_000),
    ];

    [Fact]
    public async Task One_spelling_is_read_and_all_others_are_refused()
    {
        Assert.Empty(await RefusedAsync(Good));
        Assert.Equal(Bad, await RefusedAsync(Bad));
    }

    [Fact]
    public async Task Values_arrive_as_they_are()
    {
        var seen = await chromium.RunAsync<string>(
            """
            (v, text) => {
              const value = v.parseJson(text);
              const show = x => typeof x === 'bigint' ? `${x}n` : x instanceof Map
                ? `{${[...x].map(([k, y]) => k + ':' + show(y)).join()}}` : Array.isArray(x)
                ? `[${x.map(show).join()}]` : JSON.stringify(x);
              return show(value);
            }
            """,
            """{"__proto__":18446744073709551615,"constructor":[null,true,"\u0000é"]}""");
        Assert.Equal("""{__proto__:18446744073709551615n,constructor:[null,true,"\u0000é"]}""", seen);
    }

    [Fact]
    public async Task Eight_mebibytes_are_read_in_seconds()
    {
        var seconds = await chromium.RunAsync<double>(
            """
            v => {
              const start = performance.now();
              v.parseJson('[' + '{"salt":"00112233445566778899aabbccddeeff","n":[1,2,3]},'.repeat(150000) + '0]');
              return (performance.now() - start) / 1000;
            }
            """);
        Assert.InRange(seconds, 0, 20);
    }

    private async Task<string[]> RefusedAsync(string[] texts)
    {
        return await chromium.RunAsync<string[]>(
            """
            (v, texts) => texts.filter(text => {
              try { v.parseJson(text); return false; } catch (error) {
                if (error instanceof v.Refusal) return true;
                throw error;
              }
            })
            """,
            texts);
    }
}
