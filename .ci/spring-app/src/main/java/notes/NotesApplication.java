package notes;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.spring.web.CurrentUser;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class NotesApplication {

    record Greeting(String userName) {}

    @GetMapping("/drafts")
    @PreAuthorize("hasRole('editor')")
    Greeting drafts(@CurrentUser Principal user) {
        return new Greeting(user.user().username().value());
    }

    public static void main(String[] args) {
        SpringApplication.run(NotesApplication.class, args);
    }
}
