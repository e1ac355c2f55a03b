package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.OpenApi;
import io.moonlight.auth.testkit.Seeded;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One client of many: it sends one request after another, each made from a seed of its own, and judges every answer. For
 * one thread.
 */
public final class Lane implements AutoCloseable {

    private static final int SHOWN = 2_000;
    private static final int REQUESTS_PER_STAGE = 300;
    private static final int REQUESTS_PER_CODE = 60;
    private static final int ONE_IN_BROKEN = 8;

    private static final Set<String> UNSETTLING = Set.of(
            "logout",
            "register",
            "resetPassword",
            "changePassword",
            "changeEmail",
            "endSession",
            "endSessions",
            "endSessionOfUser",
            "setActive",
            "deleteMe",
            "deleteUser");
    private static final Set<String> USING_CODES = Set.of("register", "loginByCode", "resetPassword", "changeEmail");

    private final Wire wire;
    private final Stage stage;
    private final Mailbox mailbox;
    private final Maker maker;
    private final Verdict verdict;
    private final StatusCounts tally;
    private int sinceRenewal = REQUESTS_PER_STAGE;
    private boolean perhapsOut;

    public Lane(URI server, Mailbox mailbox, OpenApi api, List<OpenApi.Call> calls, StatusCounts tally) {
        this.wire = new Wire(server);
        this.stage = new Stage(Api.of(server), mailbox);
        this.mailbox = mailbox;
        this.maker = new Maker(calls);
        this.verdict = new Verdict(api);
        this.tally = tally;
    }

    /** Makes a request from a seed, sends it, and judges the answer. */
    public void send(long seed) {
        makeReady();
        RandomGenerator random = new Random(seed);
        Request request = made(seed, random);
        boolean broken = random.nextInt(ONE_IN_BROKEN) == 0;
        byte[] bytes = broken ? Framings.broken(request, random) : request.bytes(random);
        try {
            if (broken) {
                blurt(bytes);
            } else {
                Reply reply = wire.exchange(bytes, request.method.equals("HEAD"));
                judged(request, reply);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "fails with -D" + Seeded.SEED + "=" + seed + ", or with the very bytes of -Dauth.fuzz.bytes="
                            + Request.encoded(bytes) + ": " + e + "\n" + shown(bytes),
                    e);
        }
    }

    private Request made(long seed, RandomGenerator random) {
        try {
            return maker.next(stage, random);
        } catch (RuntimeException e) {
            throw new AssertionError("no request can be made with -D" + Seeded.SEED + "=" + seed, e);
        }
    }

    private void makeReady() {
        if (sinceRenewal >= REQUESTS_PER_STAGE || (perhapsOut && !stage.signIn())) {
            stage.renew();
            mailbox.empty();
            sinceRenewal = 0;
        }
        if (sinceRenewal % REQUESTS_PER_CODE == 0) {
            stage.forgetCodes();
        }
        perhapsOut = false;
        sinceRenewal++;
    }

    /** Sends these bytes, and judges all that comes back. */
    public void blurt(byte[] bytes) {
        List<Reply> replies = wire.blurt(bytes);
        for (Reply reply : replies) {
            try {
                verdict.on(reply);
            } catch (AssertionError e) {
                throw new AssertionError("answer: " + reply, e);
            }
            tally.add("broken", reply.status());
        }
        if (replies.isEmpty()) {
            tally.addSilence();
        }
    }

    private void judged(Request request, Reply reply) {
        try {
            verdict.on(request, reply);
        } catch (AssertionError e) {
            throw new AssertionError("answer: " + reply + "\n" + e.getMessage(), e);
        }
        tally.add(request.onTarget ? request.call.id() : "off target", reply.status());
        if (reply.status() == 200 && !reply.body().isEmpty() && request.onTarget) {
            JsonNode data = Verdict.json(reply).path("data");
            switch (request.call.id()) {
                case "refresh" -> stage.adopt(data);
                case "login", "loginByCode", "register" -> stage.adopt(data.path("tokens"));
                default -> {}
            }
            perhapsOut |= UNSETTLING.contains(request.call.id());
            if (USING_CODES.contains(request.call.id())) {
                stage.forgetCodes();
            }
        }
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public void close() {
        wire.close();
    }
}
