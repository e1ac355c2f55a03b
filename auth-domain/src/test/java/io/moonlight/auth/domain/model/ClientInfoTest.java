package io.moonlight.auth.domain.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientInfoTest {

    private static final String EMOJI = "\ud83d\ude00";

    @Test
    void new_removesControlsAndHalfPairs() {
        assertThat(agent("Moz\r\nilla\0/5.0\t(\u0085x\ud800y\udc00z" + EMOJI + ")"))
                .isEqualTo("Mozilla/5.0(xyz" + EMOJI + ")");
        assertThat(agent("\r\n\0")).isEmpty();
        assertThat(agent("中文浏览器")).isEqualTo("中文浏览器");
    }

    @Test
    void new_ofALongName_cutsItAt256() {
        assertThat(agent("x".repeat(256))).isEqualTo("x".repeat(256));
        assertThat(agent("x".repeat(257))).isEqualTo("x".repeat(256));
        assertThat(agent("x".repeat(100_000))).hasSize(256);
        assertThat(agent("\n".repeat(300) + "x".repeat(300))).isEqualTo("x".repeat(256));
    }

    @Test
    void new_ofALongNameInPairs_neverHalvesOne() {
        assertThat(agent(EMOJI.repeat(300))).isEqualTo(EMOJI.repeat(128));
        assertThat(agent("x" + EMOJI.repeat(300))).isEqualTo("x" + EMOJI.repeat(127));
    }

    @Test
    void new_ofRandomText_isWellFormedAndShort() {
        Seeded.times(5_000, random -> {
            String agent = agent(Seeded.text(random, 600));
            assertThat(agent.length()).isLessThanOrEqualTo(256);
            assertThat(new String(agent.getBytes(UTF_8), UTF_8)).isEqualTo(agent);
            assertThat(agent.chars()).noneMatch(Character::isISOControl);
            assertThat(agent(agent)).isEqualTo(agent);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\n", "a.b", "a/b", "\u00e9", "\0"})
    void new_ofABadRequestId_isAnError(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientInfo(Optional.empty(), "", id));
    }

    @Test
    void new_ofARequestIdOf64And65Characters_isTakenAndAnError() {
        assertThat(new ClientInfo(Optional.empty(), "", "aZ_-".repeat(16)).requestId())
                .hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientInfo(Optional.empty(), "", "x".repeat(65)));
    }

    @Test
    void new_ofNull_isAnError() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ClientInfo(null, ""))
                .withMessage("address");
        assertThatNullPointerException()
                .isThrownBy(() -> new ClientInfo(Optional.empty(), "", null))
                .withMessage("requestId");
    }

    @Test
    void new_ofAClientWithoutAUserAgent_hasAnEmptyOne() {
        assertThat(agent(null)).isEmpty();
    }

    @Test
    void toString_masksTheAddress() {
        assertThat(Samples.client("192.0.2.77").toString())
                .contains("192.0.2.x")
                .doesNotContain("77");
    }

    private static String agent(String text) {
        return new ClientInfo(Optional.empty(), text).userAgent();
    }
}
