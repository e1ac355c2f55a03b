package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.Race;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link PasswordHasher} must do. Subclasses only say how one is made; it must let at least sixteen callers
 * wait. What happens when too many do is the subclass's own test: not every hasher makes anybody wait.
 */
public abstract class PasswordHasherContract {

    private static final int CALLERS = 24;
    private static final RawPassword PASSWORD = new RawPassword("correct horse 电池");

    /** The same hasher at each call within one test. */
    protected abstract PasswordHasher hasher();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "12345678901234567890123456789012",
                "中文密码中文密码中文密码中文密码中文密码中文密码",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "  spaces count  ",
                "$2a$12$notAHash",
                "ÅÅÅÅÅÅÅÅ"
            })
    void verify_ofThePasswordThatTheHashWasMadeOf_matches(String password) {
        PasswordHash hash = hasher().hash(new RawPassword(password), ClientInfo.LOCAL);
        assertThat(hasher().verify(new PasswordAttempt(password), hash, ClientInfo.LOCAL))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c",
                "Correct horse 电池",
                "correct horse 电池 ",
                "correct horse 电",
                "correct horse ??",
                "绝不是它绝不是它"
            })
    void verify_ofAnotherPassword_doesNotMatch(String other) {
        PasswordHash hash = hasher().hash(PASSWORD, ClientInfo.LOCAL);
        assertThat(hasher().verify(new PasswordAttempt(other), hash, ClientInfo.LOCAL))
                .isFalse();
    }

    @Test
    void verify_ofThePasswordInAnotherNormalForm_matches() {
        PasswordHash hash = hasher().hash(new RawPassword("caf\u00e9 cr\u00e8me"), ClientInfo.LOCAL);
        assertThat(hasher().verify(new PasswordAttempt("cafe\u0301 cre\u0300me"), hash, ClientInfo.LOCAL))
                .isTrue();
    }

    @Test
    void verify_ofPasswordsThatDifferInTheirLastByteAlone_tellsThemApart() {
        String upToLast = "密".repeat(23);
        PasswordHash hash = hasher().hash(new RawPassword(upToLast + "密"), ClientInfo.LOCAL);
        assertThat(hasher().verify(new PasswordAttempt(upToLast + "寇"), hash, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(upToLast + "寅"), hash, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(upToLast + "密"), hash, ClientInfo.LOCAL))
                .isTrue();
    }

    @Test
    void verify_ofAnAttemptThatCouldNeverHaveBeenSet_matchesNothing() {
        String longest = "密".repeat(24);
        PasswordHash ofLongest = hasher().hash(new RawPassword(longest), ClientInfo.LOCAL);
        PasswordHash ofMarks = hasher().hash(new RawPassword("????????"), ClientInfo.LOCAL);
        PasswordHash ofA = hasher().hash(new RawPassword("aaaaaaaa"), ClientInfo.LOCAL);
        assertThat(hasher().verify(new PasswordAttempt(longest + "x"), ofLongest, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(longest + "x".repeat(1000)), ofLongest, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt("\ud800".repeat(8)), ofMarks, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt("aaaaaaaa\0"), ofA, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt("aaaaaaaa\0aaaaaaaa"), ofA, ClientInfo.LOCAL))
                .isFalse();
    }

    @Test
    void hash_ofOnePasswordTwice_givesTwoHashes() {
        assertThat(hasher().hash(PASSWORD, ClientInfo.LOCAL)).isNotEqualTo(hasher().hash(PASSWORD, ClientInfo.LOCAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "correct horse 电池",
                "$",
                "$2a$",
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
                "\0",
                "\ud800"
            })
    void verify_againstAHashThatNobodyCanRead_matchesNothing(String junk) {
        assertThat(hasher().verify(new PasswordAttempt("correct horse 电池"), new PasswordHash(junk), ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(junk), new PasswordHash(junk), ClientInfo.LOCAL))
                .isFalse();
    }

    @Test
    void verify_againstPartsOfARealHash_matchesNothing() {
        String whole = hasher().hash(PASSWORD, ClientInfo.LOCAL).value();
        PasswordAttempt right = new PasswordAttempt(PASSWORD.value());
        for (int length = 1; length < whole.length(); length += 7) {
            assertThat(hasher().verify(right, new PasswordHash(whole.substring(0, length)), ClientInfo.LOCAL))
                    .isFalse();
        }
        assertThat(hasher().verify(right, new PasswordHash(whole + "x"), ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(right, new PasswordHash(whole + "\n"), ClientInfo.LOCAL))
                .isFalse();
    }

    @Test
    void decoy_matchesNoPasswordAndLooksLikeAHashOfToday() {
        PasswordHash decoy = hasher().decoy();
        assertThat(hasher().verify(new PasswordAttempt(""), decoy, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt("password"), decoy, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(decoy.value()), decoy, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher().needsRehash(decoy)).isFalse();
        assertThat(decoy.value())
                .hasSameSizeAs(hasher().hash(PASSWORD, ClientInfo.LOCAL).value());
    }

    @Test
    void storedHashes_ofAnyKinds_changeNoResult() {
        PasswordHash hash = hasher().hash(PASSWORD, ClientInfo.LOCAL);
        for (Collection<PasswordHash> samples : List.of(List.of(hash, new PasswordHash("x")), Set.<PasswordHash>of())) {
            hasher().storedHashes(samples);
            assertThat(hasher().verify(new PasswordAttempt(PASSWORD.value()), hash, ClientInfo.LOCAL))
                    .isTrue();
            assertThat(hasher().verify(new PasswordAttempt(PASSWORD.value()), hasher().decoy(), ClientInfo.LOCAL))
                    .isFalse();
            assertThat(hasher().needsRehash(hash)).isFalse();
        }
    }

    @Test
    void needsRehash_ofAHashJustMade_isFalse() {
        assertThat(hasher().needsRehash(hasher().hash(PASSWORD, ClientInfo.LOCAL)))
                .isFalse();
    }

    @Test
    void needsRehash_ofAHashThatNobodyCanRead_isTrue() {
        assertThat(hasher().needsRehash(new PasswordHash("x"))).isTrue();
    }

    @Test
    void hashAndVerify_byManyConcurrentCallers_eachGetTheirOwnAnswer() {
        PasswordHasher hasher = hasher();
        List<PasswordHash> hashes =
                Race.<PasswordHash>run(CALLERS, i -> () -> hasher.hash(numbered(i), ClientInfo.LOCAL)).stream()
                        .map(Race.Result::value)
                        .toList();
        assertThat(hashes).doesNotContainNull().doesNotHaveDuplicates();
        List<Boolean> own = verifyAll(hasher, hashes, 0);
        List<Boolean> neighbours = verifyAll(hasher, hashes, 1);
        assertThat(own).hasSize(CALLERS).containsOnly(true);
        assertThat(neighbours).hasSize(CALLERS).containsOnly(false);
    }

    private static List<Boolean> verifyAll(PasswordHasher hasher, List<PasswordHash> hashes, int shift) {
        List<PasswordAttempt> attempts = IntStream.range(0, CALLERS)
                .mapToObj(
                        i -> new PasswordAttempt(numbered((i + shift) % CALLERS).value()))
                .toList();
        return Race.<Boolean>run(CALLERS, i -> () -> hasher.verify(attempts.get(i), hashes.get(i), ClientInfo.LOCAL))
                .stream()
                .map(Race.Result::value)
                .toList();
    }

    private static RawPassword numbered(int i) {
        return new RawPassword("password number " + i);
    }

    @Test
    void canImport_ofAHashOfItsOwn_isTrue() {
        assertThat(hasher().canImport(hasher().hash(PASSWORD, ClientInfo.LOCAL)))
                .isTrue();
    }

    @Test
    void noPassword_isNeverImportedAsAHashAndMatchesNothing() {
        assertThat(hasher().canImport(PasswordHash.NONE)).isFalse();
        assertThat(hasher().canImport(new PasswordHash("not a hash"))).isFalse();
        for (String attempt : List.of("", "!", PASSWORD.value())) {
            assertThat(hasher().verify(new PasswordAttempt(attempt), PasswordHash.NONE, ClientInfo.LOCAL))
                    .isFalse();
        }
    }
}
