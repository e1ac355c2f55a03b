package io.moonlight.auth.http.request;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream, each of at most {@value #MAX_LINE} bytes, in bounded memory. Not thread-safe. */
public final class LineReader {

    /** The maximum length of a line in bytes. */
    public static final int MAX_LINE = 16 * 1024;

    private static final int BUFFER = 64 * 1024;
    private static final int END_OF_LINE = '\n';

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int scanned;
    private boolean over;
    private long number;
    private byte[] line = {};
    private boolean tooLong;

    /** @param in never closed here */
    public LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Moves to the next line; waits for the whole of it. What follows the last end of a line is a line, too, unless it is empty.
     *
     * @return false at the end of the stream
     * @throws IOException if the stream ends early or cannot be read
     */
    public boolean next() throws IOException {
        tooLong = false;
        while (!findEnd()) {
            if (end - start > MAX_LINE) {
                tooLong = true;
                start = end;
            } else if (over) {
                return (tooLong || start < end) && take(end, end);
            } else {
                fill();
            }
        }
        return take(scanned, scanned + 1);
    }

    private boolean take(int endOfLine, int next) {
        tooLong |= endOfLine - start > MAX_LINE;
        line = Arrays.copyOfRange(buffer, start, tooLong ? start : endOfLine);
        start = next;
        scanned = next;
        number++;
        return true;
    }

    /** Returns whether {@link #next} would not wait: a whole line has arrived, or the stream has ended. */
    public boolean isReady() throws IOException {
        while (!findEnd() && !over && end - start <= MAX_LINE && in.available() > 0) {
            fill();
        }
        return over || findEnd();
    }

    private boolean findEnd() {
        scanned = Math.max(scanned, start);
        while (scanned < end && buffer[scanned] != END_OF_LINE) {
            scanned++;
        }
        return scanned < end;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            start = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        over = read < 0;
        end += Math.max(read, 0);
    }

    /** Returns the number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Returns the line without its end; empty if it {@linkplain #isTooLong is too long}. */
    public byte[] line() {
        return line;
    }

    /** Returns whether the line was too long, and was discarded. */
    public boolean isTooLong() {
        return tooLong;
    }

    /** Returns whether the line has nothing but white space. */
    public boolean isBlank() {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return !tooLong;
    }
}
