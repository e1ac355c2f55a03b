package io.moonlight.auth.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that keeps notes for people who have signed in. */
@SpringBootApplication
public class NotesApplication {

    /** @param args Spring's: {@code --spring.profiles.active=dev} needs nothing installed */
    public static void main(String[] args) {
        SpringApplication.run(NotesApplication.class, args);
    }
}
