package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.AuditFilter;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.UserFilter;
import io.moonlight.auth.domain.model.UserId;
import java.util.List;

/** What the administration calls take. */
final class AdminRequests {

    private AdminRequests() {}

    /** {@code GET /users}. */
    record ListUsers(UserFilter filter, PageRequest page) {
        static final InputShape<ListUsers> SHAPE = new InputShape<>(
                List.of(Fields.PAGE, Fields.PAGE_SIZE, Fields.EMAIL_PREFIX, Fields.USERNAME_PREFIX),
                in -> new ListUsers(
                        new UserFilter(in.get(Fields.EMAIL_PREFIX), in.get(Fields.USERNAME_PREFIX)),
                        new PageRequest(in.get(Fields.PAGE), in.get(Fields.PAGE_SIZE))));
    }

    /** {@code GET} and {@code DELETE} of {@code /users/{id}}, and {@code DELETE /users/{id}/sessions}. */
    record OneUser(UserId id) {
        static final InputShape<OneUser> SHAPE = InputShape.of(Fields.USER_ID_IN_PATH, OneUser::new);
    }

    /** {@code PATCH /users/{id}}. */
    record SetActive(UserId id, boolean active) {
        static final InputShape<SetActive> SHAPE = new InputShape<>(
                List.of(Fields.USER_ID_IN_PATH, Fields.IS_ACTIVE),
                in -> new SetActive(in.get(Fields.USER_ID_IN_PATH), in.get(Fields.IS_ACTIVE)));
    }

    /** {@code GET /events}. */
    record ReadEvents(AuditFilter filter, PageRequest page) {
        static final InputShape<ReadEvents> SHAPE = new InputShape<>(
                List.of(Fields.USER_ID, Fields.EVENT_TYPE, Fields.PAGE, Fields.PAGE_SIZE),
                in -> new ReadEvents(
                        new AuditFilter(in.get(Fields.USER_ID), in.get(Fields.EVENT_TYPE)),
                        new PageRequest(in.get(Fields.PAGE), in.get(Fields.PAGE_SIZE))));
    }
}
