/** What the interpreter says about a topic of `help`: what it is, and how it is asked for. */
export const topicTexts: Readonly<Record<string, string>> = {
  blender:
    'Say "export the statue mesh for Blender": a GLB and a script that opens it, and a .blend with wired materials where Blender is installed.',
  export:
    'A mesh is exported as GLB, OBJ, STL, PLY, 3MF or USDZ ("save the mesh as STL"), or prepared for Blender, Unity, Unreal, Godot, three.js, 3D print and Quick Look ("export this project for Unity"): axes, units, normal maps and names as that program wants them, with a README.',
  undo: 'Say "undo" or "redo". Everything that one message of yours changed is one step; nothing is overwritten.',
  upscale: 'Say "upscale the robot": twice or four times the size, by an upscaler model where one is installed.',
  textures:
    'A texture is a set of maps: albedo (colour without light), height, normal (which way the surface looks), roughness, metalness, ambient occlusion, emission, and ORM (three of them packed). Say "a mossy stone texture with all maps", or "make PBR maps of this picture"; "make it seamless" lets it tile.',
  depth:
    'A depth map says how far away each pixel is: 16 bits, near is white. Say "the depth of the robot". It is exact for pictures of the built-in engine; others need a depth model.',
  meshes:
    'Say "a 3D model of a robot", "make a mesh of this picture", or "a relief of this height map". "Check the mesh" measures it: closed (watertight) or not, triangles, texture coordinates. "Finish the mesh with 5000 triangles" cleans and reduces it.',
  models:
    'Say "which models do I have", "download NAME" or "use NAME for pictures". Checkpoints, LoRAs (small additions to a checkpoint, <lora:name:0.8> in the prompt) and ControlNets (guided by edges, depth or a pose) that you own are added by "ai-workspace models add FILE".',
  settings:
    'Say "show the settings" or "set the memory budget to 8 GB". They hold at once and stand in config/config.json.',
  projects: 'Say "start a new project called hulls", "switch to hulls", "what is in this project".',
  prompts:
    'Words for what shall be seen, and negative words for what shall not ("… without people"). (word:1.3) weighs a word. Say "expand the prompt: old lighthouse" for a full one, "vary the prompt" for other takes.',
  seeds:
    'The seed chooses the random numbers: the same prompt, settings and seed give the same picture. Say "seed 42", or "again with another seed".',
  sampling:
    'Of models that denoise: steps are how often the picture is refined (20 to 30 are usual), the sampler is the method (Euler a, DPM++ 2M …), guidance (CFG) is how closely the prompt is followed (1 takes no notice of negative words, 5 to 8 are usual), clip skip leaves out layers of the text encoder. Say "with 30 steps, DPM++ 2M and guidance 6".',
  assets:
    'Everything that is made is kept. Say "find statues", "rename it to guardian", "tag it hero", "five stars", "put both into a collection named characters", "delete the second one" (it goes to the trash, from which it comes back).',
  jobs: 'One thing is made at a time, the rest waits. Say "what is running" or "cancel the job".',
  files:
    'Text files of the project\'s code folder: "list the files", "read notes.txt", "write a file notes.txt saying …".',
  inpainting:
    'Inpainting paints anew only where a mask is white; outpainting extends a picture ("extend it 128 pixels to the left"). Both need a model that denoises; masks are painted on the Create page.',
  images:
    'Say "a picture of a red robot, 768 × 512, three variants, seed 7". Later: "the same but in copper", "bigger", "crop it to a square".',
}
