package io.moonlight.auth.http.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final String MOST = "a".repeat(LineReader.MAX_LINE);

    /** Gives at most so many bytes at once, and none of them without waiting if {@code ready} is false. */
    private static InputStream dripping(String text, int most, boolean ready) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, most));
            }

            @Override
            public synchronized int available() {
                return ready ? Math.min(most, super.available()) : 0;
            }
        };
    }

    private static List<String> lines(String text, int most) throws IOException {
        LineReader reader = new LineReader(dripping(text, most, true));
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            String line = new String(reader.line(), UTF_8);
            lines.add(reader.number() + (reader.isTooLong() ? " too long" : " " + line));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000, 1 << 20})
    void next_givesEachLineWithItsNumber(int most) throws IOException {
        assertThat(lines("", most)).isEmpty();
        assertThat(lines("a", most)).containsExactly("1 a");
        assertThat(lines("a\n\nbc\r\n测\n", most)).containsExactly("1 a", "2 ", "3 bc\r", "4 测");
        assertThat(lines("\n\n", most)).containsExactly("1 ", "2 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 16_384, 1 << 20})
    void next_ofALineThatIsTooLong_goesOnAfterIt(int most) throws IOException {
        assertThat(lines(MOST + "\nb", most)).containsExactly("1 " + MOST, "2 b");
        assertThat(lines("x\n" + MOST + "a\nb\n", most)).containsExactly("1 x", "2 too long", "3 b");
        assertThat(lines(MOST.repeat(20) + "\nb\n" + MOST + "c", most))
                .containsExactly("1 too long", "2 b", "3 too long");
    }

    @Test
    void isReady_isTrueForAWholeLineThatHasArrivedAndAtTheEnd() throws IOException {
        LineReader reader = new LineReader(dripping("one\ntwo\nthr", 9, false));

        assertThat(reader.isReady()).isFalse();
        assertThat(reader.next()).isTrue();
        assertThat(reader.isReady()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.isReady()).isFalse();
        assertThat(reader.next()).isTrue();
        assertThat(reader.isReady()).isTrue();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void isReady_takesWhatHasArrived() throws IOException {
        LineReader reader = new LineReader(dripping("one\ntwo\nthree\n", 3, true));

        for (int i = 0; i < 3; i++) {
            assertThat(reader.isReady()).isTrue();
            assertThat(reader.next()).isTrue();
        }
        assertThat(new String(reader.line(), UTF_8)).isEqualTo("three");
    }

    @Test
    void isBlank_isTrueForWhiteSpaceAlone() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream((" \t\r\n测\n" + MOST + "a\n").getBytes(UTF_8)));

        reader.next();
        assertThat(reader.isBlank()).isTrue();
        reader.next();
        assertThat(reader.isBlank()).isFalse();
        reader.next();
        assertThat(reader.isBlank()).isFalse();
    }
}
