package io.moonlight.auth.http;

import java.io.IOException;

/** A request with a body of lines that are sent one by one, and its answer. */
public interface Conversation extends AutoCloseable {

    /** Sends a part of the body. */
    void send(String text) throws IOException;

    /** Ends the body. */
    void end() throws IOException;

    /** Waits for the status of the answer. */
    int status() throws IOException;

    /** Waits for the next line of the answer; empty at its end. */
    String line() throws IOException;

    /** Breaks the connection off, if it is not ended. */
    @Override
    void close() throws IOException;
}
