package io.moonlight.auth.examples.resourceserver;

import io.moonlight.auth.verifier.AccessTokenVerifier;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** Starts the example. */
public final class Main {

    private static final int PORT = 0;
    private static final int JWKS = 1;
    private static final int ISSUER = 2;
    private static final int AUDIENCE = 3;
    private static final int COUNT = 4;

    private Main() {}

    /** @param args port, address of the key set, issuer, audience */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != COUNT) {
            System.err.println("usage: java -jar resource-server.jar PORT JWKS-ADDRESS ISSUER AUDIENCE");
            System.exit(2);
        }
        AccessTokenVerifier tokens = AccessTokenVerifier.builder(args[ISSUER], args[AUDIENCE])
                .jwks(URI.create(args[JWKS]))
                .onFetchFailure(failure -> System.err.println("The keys cannot be fetched: " + failure.getMessage()))
                .build();
        ReportServer server = ReportServer.start(Integer.parseInt(args[PORT]), tokens);
        System.out.println("Listening on " + server.address());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        new CountDownLatch(1).await();
    }
}
