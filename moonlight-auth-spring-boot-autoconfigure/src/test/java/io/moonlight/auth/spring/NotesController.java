package io.moonlight.auth.spring;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.spring.web.CurrentUser;
import java.util.concurrent.Callable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Controllers of an application. */
@RestController
class NotesController {

    record Me(String userName) {}

    private final Auth auth;

    NotesController(Auth auth) {
        this.auth = auth;
    }

    @GetMapping("/me")
    Me me(@CurrentUser Principal user) {
        return new Me(user.user().username().value());
    }

    @PostMapping("/notes")
    Me write(@CurrentUser Principal user) {
        return me(user);
    }

    @GetMapping("/later")
    Callable<Me> later(@CurrentUser Principal user) {
        return () -> me(user);
    }

    @GetMapping("/drafts")
    @PreAuthorize("hasRole('editor')")
    Me drafts(@CurrentUser Principal user) {
        return me(user);
    }

    @GetMapping("/public")
    String open() {
        return "open";
    }

    @GetMapping("/rejected")
    String rejected() {
        return auth.authenticate("no token").user().username().value();
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("broken");
    }

    @GetMapping("/wrong-type")
    String wrongType(@CurrentUser String user) {
        return user;
    }
}
