import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/** Reads an event pattern a line and writes, a line each, how complex AWS's event-ruler finds its wildcards. */
public class WildcardComplexity {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Machine machine = new Machine();
      machine.addRule("rule", line);
      System.out.println(machine.evaluateComplexity(new MachineComplexityEvaluator(100)));
    }
  }
}
