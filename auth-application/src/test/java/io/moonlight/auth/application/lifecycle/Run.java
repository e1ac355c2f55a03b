package io.moonlight.auth.application.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One sequence on a {@link World} and on the {@link Model}, side by side; they must agree at each step. */
final class Run {

    private static final List<Duration> WAITS = List.of(
            SessionSteps.TICK,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Model.GRACE,
            Model.GRACE.plus(SessionSteps.TICK),
            Duration.ofMinutes(1),
            Duration.ofMinutes(30).minus(SessionSteps.TICK),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(6),
            Duration.ofDays(7).minus(SessionSteps.TICK),
            Duration.ofDays(7));

    private final Stage stage;
    private final SessionSteps sessions;
    private final PeopleSteps people;

    private Run(World world) {
        this.stage = new Stage(world);
        this.sessions = new SessionSteps(stage);
        this.people = new PeopleSteps(stage);
    }

    /** Where the two first disagree, and how; empty if they never do. */
    static Optional<String> difference(World world, List<Step> steps) {
        world.begin();
        Run run = new Run(world);
        String at = "";
        try {
            for (int i = 0; i < steps.size(); i++) {
                at = "step " + (i + 1) + ", " + steps.get(i);
                run.take(steps.get(i));
            }
            at = "the end";
            run.askAllOnceMore();
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of("at " + at + ": " + e);
        }
    }

    /** Every token may have died of what befell another. */
    private void askAllOnceMore() {
        stage.wallet.accesses().forEach(stage::authenticated);
        stage.wallet.refreshes().forEach(sessions::refresh);
    }

    private void take(Step step) {
        int first = step.first();
        int second = step.second();
        switch (step.kind()) {
            case REGISTER -> people.register(stage.cast.role(first));
            case LOGIN -> people.login(stage.cast.role(first), second);
            case REFRESH -> stage.wallet.refresh(first).ifPresent(sessions::refresh);
            case REFRESH_LATEST -> stage.wallet.latest(first).ifPresent(sessions::refresh);
            case REFRESH_WITH_ACCESS -> stage.wallet.access(first).ifPresent(sessions::refreshWithAccess);
            case KEEP_ALIVE -> sessions.keepAlive(first, second % 15);
            case AUTHENTICATE -> stage.wallet.access(first).ifPresent(stage::authenticated);
            case LIST -> stage.wallet.access(first).ifPresent(sessions::list);
            case LOGOUT -> stage.wallet.refresh(first).ifPresent(sessions::logout);
            case END_ONE -> stage.wallet.access(first).ifPresent(token -> sessions.endOne(token, second));
            case END_OTHERS -> stage.wallet.access(first).ifPresent(sessions::endOthers);
            case END_ALL_BY_ADMIN -> people.endAllByAdmin(stage.cast.role(first));
            case RESET -> people.reset(stage.cast.role(first));
            case CHANGE_PASSWORD -> stage.wallet.access(first).ifPresent(token -> people.changePassword(token, second));
            case DISABLE -> people.setActive(stage.cast.role(first), false);
            case ENABLE -> people.setActive(stage.cast.role(first), true);
            case DELETE -> people.deleteByAdmin(stage.cast.role(first));
            case LEAVE -> stage.wallet.access(first).ifPresent(token -> people.leave(token, second));
            case PASS -> stage.world.clock.advance(WAITS.get(first % WAITS.size()));
            case PASS_TO_EDGE ->
                stage.wallet.refresh(first).ifPresent(token -> sessions.passToEdge(token.model(), second));
        }
    }
}
