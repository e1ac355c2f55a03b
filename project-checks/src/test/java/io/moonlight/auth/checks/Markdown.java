package io.moonlight.auth.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Markdown file, as far as its links and its shape are concerned.
 *
 * @param file where it is
 * @param prose the lines outside blocks of code
 * @param blocks the blocks of code, without their comments
 */
record Markdown(Path file, List<String> prose, List<String> blocks) {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

    static Markdown read(Path file) throws IOException {
        List<String> prose = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.startsWith("```")) {
                if (block == null) {
                    block = new StringBuilder(line).append('\n');
                } else {
                    blocks.add(block.toString());
                    block = null;
                }
            } else if (block == null) {
                prose.add(line);
            } else {
                block.append(withoutComment(line)).append('\n');
            }
        }
        if (block != null) {
            throw new IllegalArgumentException(file + ": a block of code does not end");
        }
        return new Markdown(file, prose, blocks);
    }

    /** Returns all Markdown files below the folder, except those in build output and hidden folders. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean ours = directory.equals(folder) || !(name.startsWith(".") || name.equals("target"));
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Returns the relative links whose file or heading does not exist. */
    List<String> brokenLinks() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : relativeLinks()) {
            if (!resolves(link)) {
                broken.add(file + ": " + link);
            }
        }
        return broken;
    }

    List<String> relativeLinks() {
        return prose.stream()
                .flatMap(line -> LINK.matcher(line.replaceAll("`[^`]*`", "")).results())
                .map(link -> link.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }

    private boolean resolves(String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        if (parts.length == 1) {
            return Files.exists(target);
        }
        return Files.isRegularFile(target) && read(target).anchors().contains(parts[1]);
    }

    /** Returns the levels of the headings, in their order. */
    List<Integer> headingLevels() {
        return prose.stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1).length())
                .toList();
    }

    /** Returns the number of rows of all tables. */
    long tableRows() {
        return prose.stream().filter(line -> line.startsWith("|")).count();
    }

    /** Returns the anchors of the headings as GitHub and GitLab form them. */
    private Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        for (String line : prose) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(2)
                        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{M}\\p{N}_ -]", "")
                        .replace(' ', '-');
                String unique = anchor;
                for (int i = 1; !anchors.add(unique); i++) {
                    unique = anchor + "-" + i;
                }
            }
        }
        return anchors;
    }

    private static String withoutComment(String line) {
        return line.replaceFirst("(^|\\s+)# .*", "");
    }
}
