import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mustangproject.validator.ZUGFeRDValidator;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;

/**
 * Asks Mustang, and the veraPDF that it brings, about many files in one process.
 *
 * In: paths, one a line. Out: for each a line: what {@link Container} says, a tab, and what Mustang
 * says: "valid", where each part of its report says so (the last one alone ignores the container);
 * or "invalid" or "failed" with what is wrong.
 */
public final class Hybrid {
    private static final Pattern SUMMARY = Pattern.compile("<summary\\s+status=\"([^\"]*)\"");
    private static final Pattern FINDING =
        Pattern.compile("<(?:error|exception|warning)[^>]*>\\s*([^<]*)");
    private static final int PARTS = 3;

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader paths =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            answers.println(Container.judge(path) + "\t" + judge(path));
            answers.flush();
        }
    }

    private static String judge(String path) {
        try {
            String report = new ZUGFeRDValidator().validate(path);
            List<String> summaries = all(SUMMARY, report);
            boolean valid = summaries.size() == PARTS
                && summaries.stream().allMatch("valid"::equals);
            String findings = String.join("; ", all(FINDING, report));
            return ((valid ? "valid " : "invalid " + summaries + " ") + findings)
                .replaceAll("\\s+", " ").trim();
        } catch (Throwable failure) {
            return ("failed " + failure).replaceAll("\\s+", " ");
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find();) {
            found.add(matcher.group(1).trim());
        }
        return found;
    }
}
