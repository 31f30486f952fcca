using System.Security.Cryptography;
using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.WebSub;

public sealed class PushSignatureTests
{
    private static readonly byte[] Body = "<feed/>"u8.ToArray();

    // RFC 4231 section 4.3 (test case 2): an answer that does not come from the code under test.
    [Theory]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843")]
    [InlineData("sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649")]
    [InlineData("sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")]
    public void IsValid_KnownAnswers(string header) => Assert.True(PushSignature.IsValid(header, "Jefe", "what do ya want for nothing?"u8));

    [Fact]
    public void IsValid_AnotherSecretOrBody_IsNot()
    {
        var header = "sha256=" + Convert.ToHexString(HMACSHA256.HashData("secret"u8, Body));

        Assert.True(PushSignature.IsValid(header, "secret", Body));
        Assert.False(PushSignature.IsValid(header, "other", Body));
        Assert.False(PushSignature.IsValid(header, "secret", "<feed />"u8));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("sha256=")]
    [InlineData("sha256=00")]
    [InlineData("md5=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void IsValid_NoProperSignature_IsNot(string? header) => Assert.False(PushSignature.IsValid(header, "Jefe", Body));

    [Fact]
    public void IsValid_RightDigestWithMoreBehindIt_IsNot()
    {
        var header = "sha256=" + Convert.ToHexString(HMACSHA256.HashData("secret"u8, Body));

        Assert.False(PushSignature.IsValid(header + "00", "secret", Body));
        Assert.False(PushSignature.IsValid(header[..^2], "secret", Body));
        Assert.False(PushSignature.IsValid(header + new string('0', 100_000), "secret", Body));
    }
}
